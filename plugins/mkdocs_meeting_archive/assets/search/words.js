/* What the page says. The words come with the page, in its language; there are none here. */

/** Return a function that says a message by its name, with values; what has no words is empty. */
export function speaker(messages, language) {
  let numbers = null;
  const shown = (value) => (typeof value === "number" ? say.number(value) : value);

  function say(name, values = {}) {
    const forms = messages[name];
    const message = Array.isArray(forms) ? forms[values.count === 1 ? 0 : 1] : forms;
    return (message ?? "").replace(/%\((\w+)\)s/g, (_whole, key) => shown(values[key]));
  }

  /** Say a number. What does it is made when first needed, which takes a while. */
  say.number = (value) => {
    numbers ??= new Intl.NumberFormat(language);
    return numbers.format(value);
  };

  /** Say several things as «a», «b» og «c». */
  say.list = (texts) => {
    const quoted = texts.map((text) => say("quoted", { text }));
    const last = quoted.pop();
    return quoted.length ? `${quoted.join(", ")} ${say("and")} ${last}` : last;
  };
  return say;
}
