"""The front matter as a JSON Schema, for editors' tools; made from the keys that are read.

Values that the archive reads as text may be written as what YAML takes for a number or for true.
"""

import json
import sys
from collections.abc import Mapping
from typing import Any

from meeting_archive.outcomes import EDITORS_WORDS
from meeting_archive.records import fields, values
from meeting_archive.records.fields import FIELDS
from meeting_archive.records.model import DocumentType
from meeting_archive.records.values import Reader

Schema = dict[str, Any]

_TEXT: Schema = {"type": ["string", "number", "boolean"]}
_ISO = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_NUMBER: Schema = {"type": "string", "pattern": r"[0-9]\s*/\s*[0-9]{2}"}

_DESCRIPTIONS = {
    "type": "Hva slags dokument det er.",
    "tittel": "Dokumentets tittel. Møtepapirer får en laget når den ikke står.",
    "organ": "Organet som holdt møtet, slik det heter i mkdocs.yml.",
    "møtedato": "Møtedagen: 2016-12-07, to dager med skråstrek mellom, eller ukjent.",
    "møte": "Møtets navn i adressen, når det er et annet enn datoen.",
    "dato": "Dokumentets egen dato, ikke møtets.",
    "saksbehandler": "Navnet på saksbehandleren.",
    "referent": "Navnet på den som skrev protokollen.",
    "møteleder": "Navnet på den som ledet møtet.",
    "referanse": "Referansen, slik den er trykt.",
    "sted": "Stedet, slik det er trykt.",
    "tidsrom": "Når på dagen møtet var, slik det er trykt.",
    "innkalt": "De innkalte: en liste, eller en liste for hver kommune. [] er «ingen».",
    "til_stede": "De som møtte: en liste, eller en liste for hver kommune. [] er «ingen».",
    "forfall": "De som meldte forfall. [] er «ingen».",
    "observatører": "De som var til stede som observatører.",
    "kopi": "De som fikk kopi.",
    "vedlegg": "Vedleggene til møtet.",
    "vedlegg.nr": "Nummeret som vedlegget har i teksten.",
    "vedlegg.tittel": "Hva vedlegget heter.",
    "vedlegg.sak": "Saken det hører til.",
    "vedlegg.dokument": "Et annet dokument i arkivet, for eksempel au/2016-12-07/protokoll.",
    "vedlegg.fil": "Navnet på en fil i samme mappe.",
    "vedlegg.url": "Hvor vedlegget ligger på nettet.",
    "saker": "Det redaktørene sier om sakene, etter saksnummeret slik det er trykt.",
    "saker.nummer": "Det rette nummeret, når det er trykt feil.",
    "saker.tittel": "Tittelen saken skal ha i arkivet.",
    "saker.tidligere": "Saken, eller sakene, som denne fortsetter.",
    "saker.ikke_tidligere": "Saker som denne ikke fortsetter, selv om arkivet foreslår det.",
    "saker.utfall": "Hva det ble, når vedtakets egne ord ikke kjennes igjen.",
    "saker.oversendt_til": "Organet eller saken som den ble sendt videre til.",
    "saker.tema": "Hva saken handler om.",
    "saker.unntatt": "Hjemmelen, når saken er unntatt offentlighet.",
    "saker.merknad": "Redaktørenes merknad til saken.",
    "vedlegg_til": "Saken som dokumentet ble lagt fram for.",
    "parter": "Partene i avtalen.",
    "gjelder_fra": "Dagen avtalen gjelder fra.",
    "gjelder_til": "Den siste dagen avtalen gjelder.",
    "signert": "Dagen avtalen ble undertegnet, ukjent, eller nei.",
    "frister": "Det som skal være gjort til en bestemt dag.",
    "frister.dato": "Dagen det skal være gjort.",
    "frister.hva": "Hva som skal gjøres.",
    "frister.sak": "Saken som fristen gjelder.",
    "frister.utført": "Dagen det ble gjort, eller det som viser at det er gjort.",
    "arrangement": "Hva programmet er for.",
    "status": "Om programmet er et utkast eller endelig.",
    "tema": "Hva dokumentet handler om.",
    "språk": "Dokumentets språk. Står det ikke, er det bokmål.",
    "merknader": "Redaktørenes merknader: tekster, eller {om, tekst}.",
    "merknader.om": "Nøkkelen eller saken som merknaden gjelder.",
    "merknader.tekst": "Merknaden.",
    "kilde": "Hvor originalen er.",
    "kilde.url": "Adressen til originalen.",
    "kilde.fil": "Navnet på originalfilen.",
    "kilde.sha256": "Originalens kontrollsum.",
    "kilde.merknad": "En merknad om originalen.",
    "personvern": "Personopplysninger som skal kunne stå i dokumentet.",
    "personvern.hva": "Hva slags opplysning det er.",
    "personvern.verdi": "Opplysningen. Av et fødselsnummer bare de to siste sifrene.",
    "personvern.grunn": "Hvorfor den skal være offentlig.",
    "kladd": "ja: dokumentet vises bare i forhåndsvisningen.",
    "publiseres": "Dagen dokumentet blir publisert. Før den er det en kladd.",
    "unntatt": "Hjemmelen, når hele dokumentet er unntatt offentlighet.",
    "fjernet": "Når og hvorfor dokumentet ble tatt bort.",
    "fjernet.dato": "Dagen det ble tatt bort.",
    "fjernet.grunn": "Hvorfor det ble tatt bort.",
}


def front_matter_schema() -> Schema:
    """Return the schema of a record's front matter."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Front matter i møtearkivet",
        "type": "object",
        "properties": {
            key: {"description": _DESCRIPTIONS[key], **_value(field.read, key)}
            for key, field in FIELDS.items()
        },
        "required": [key for key, field in FIELDS.items() if field.required == set(DocumentType)],
        "additionalProperties": False,
        "allOf": [_of_type(kind) for kind in DocumentType],
    }


def _of_type(kind: DocumentType) -> Schema:
    """Return what a type must have, and what it may not."""
    misplaced = [key for key, field in FIELDS.items() if kind not in field.types]
    return {
        "if": {"properties": {"type": {"const": kind.value}}, "required": ["type"]},
        "then": {
            "required": [key for key, field in FIELDS.items() if kind in field.required],
            "properties": dict.fromkeys(misplaced, False),
        },
    }


def _value(read: Reader, path: str) -> Schema:
    """Return the schema of what a reader reads; `path` is the key that it stands under."""
    if isinstance(read, values.Choice):
        return {"enum": list(read.words)}
    if isinstance(read, values.DateOr):
        words = "|".join(read.words)
        return {"type": "string", "pattern": f"^({_ISO}|{words})$"}
    if read in _SIMPLE:
        return _SIMPLE[read]
    if read == fields.notes:
        keys = _keys(fields.NOTE_KEYS, path, ["tekst"])
        return {"type": "array", "items": {"anyOf": [_TEXT, keys]}}
    if read == fields.cases:
        return {"type": "object", "additionalProperties": _keys(fields.CASE_KEYS, path)}
    if read == fields.origin:
        return _keys(fields.ORIGIN_KEYS, path)
    if read == fields.removal:
        return _keys(fields.REMOVAL_KEYS, path, ["dato", "grunn"])
    if read in _LISTED:
        readers, required = _LISTED[read]
        return {"type": "array", "items": _keys(readers, path, required)}
    raise AssertionError(f"no schema for what «{path}» is read by")


def _one_or_more(one: Schema) -> Schema:
    return {"anyOf": [one, {"type": "array", "items": one}]}


def _keys(readers: Mapping[str, Reader], path: str, required: list[str] | None = None) -> Schema:
    """Return the schema of a mapping with the keys of `readers`."""
    properties = {}
    for key, read in readers.items():
        whole = f"{path}.{key}"
        properties[key] = {"description": _DESCRIPTIONS[whole], **_value(read, whole)}
    schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return schema | ({"required": required} if required else {})


_LISTED: dict[Reader, tuple[Mapping[str, Reader], list[str]]] = {
    fields.attachments: (fields.ATTACHMENT_KEYS, []),
    fields.deadlines: (fields.DEADLINE_KEYS, ["dato", "hva"]),
    fields.privacy: (fields.EXCEPTION_KEYS, ["hva", "verdi", "grunn"]),
}

_SIMPLE: dict[Reader, Schema] = {
    values.text: _TEXT,
    values.texts: _one_or_more(_TEXT),
    values.date: {"type": "string", "pattern": f"^{_ISO}$"},
    values.meeting_days: {"type": "string", "pattern": f"^({_ISO}(/{_ISO})?|ukjent)$"},
    values.yes_no: {"enum": list(values.YES_NO)},
    values.slug: {**_TEXT, "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
    values.url: {"type": "string", "pattern": "^[hH][tT][tT][pP][sS]?://"},
    values.body: {"type": "string"},
    values.body_or_case: {"type": "string"},
    values.number: _NUMBER,
    values.reference: _NUMBER,
    values.references: _one_or_more(_NUMBER),
    fields.attachment_number: {"type": ["string", "integer"]},
    fields.outcomes: _one_or_more({"enum": list(EDITORS_WORDS)}),
    fields.people: {
        "anyOf": [
            _one_or_more(_TEXT),
            {"type": "object", "additionalProperties": _one_or_more(_TEXT)},
        ]
    },
}


def schema_text() -> str:
    """Return the schema as the file that is published."""
    return json.dumps(front_matter_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.buffer.write(schema_text().encode())
