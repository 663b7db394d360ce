"""The words that the labelled archive is filled with; none of them is asked for by a label."""

from dataclasses import dataclass

BODIES = {
    "SU": "Samarbeidsutvalget",
    "FR": "Fjordrådet",
    "NU": "Næringsutvalget",
    "RG": "Rådmannsgruppa",
}
MUNICIPALITIES = ("Skarvnes", "Tindøy", "Rognbygda", "Langmo")
"""Named by planted cases only."""


@dataclass(frozen=True)
class Head:
    """The last part of compounds, with the endings of bokmål and nynorsk.

    `bokmaal` and `nynorsk` are the definite, the plural and the definite plural.
    """

    word: str
    bokmaal: tuple[str, str, str]
    nynorsk: tuple[str, str, str]

    @property
    def forms(self) -> tuple[str, ...]:
        """All forms, the word itself first."""
        return tuple(dict.fromkeys((self.word, *self.bokmaal, *self.nynorsk)))


def _heads(lines: str) -> tuple[Head, ...]:
    heads = []
    for line in lines.strip().splitlines():
        word, *forms = line.split()
        heads.append(Head(word, tuple(forms[:3]), tuple(forms[3:])))
    return tuple(heads)


# The word; definite, plural and definite plural in bokmål; the same in nynorsk.
HEADS = _heads("""
plan planen planer planene planen planar planane
program programmet programmer programmene programmet program programma
prosjekt prosjektet prosjekter prosjektene prosjektet prosjekt prosjekta
strategi strategien strategier strategiene strategien strategiar strategiane
rapport rapporten rapporter rapportene rapporten rapportar rapportane
drøfting drøftingen drøftinger drøftingene drøftinga drøftingar drøftingane
analyse analysen analyser analysene analysen analysar analysane
kartlegging kartleggingen kartlegginger kartleggingene kartlegginga kartleggingar kartleggingane
vurdering vurderingen vurderinger vurderingene vurderinga vurderingar vurderingane
ordning ordningen ordninger ordningene ordninga ordningar ordningane
tiltak tiltaket tiltak tiltakene tiltaket tiltak tiltaka
tilskudd tilskuddet tilskudd tilskuddene tilskotet tilskot tilskota
fond fondet fond fondene fondet fond fonda
ramme rammen rammer rammene ramma rammer rammene
gruppe gruppen grupper gruppene gruppa grupper gruppene
nemnd nemnda nemnder nemndene nemnda nemnder nemndene
forum forumet forumer forumene forumet forum foruma
nettverk nettverket nettverk nettverkene nettverket nettverk nettverka
kontor kontoret kontorer kontorene kontoret kontor kontora
tjeneste tjenesten tjenester tjenestene tenesta tenester tenestene
tilbud tilbudet tilbud tilbudene tilbodet tilbod tilboda
anlegg anlegget anlegg anleggene anlegget anlegg anlegga
bygg bygget bygg byggene bygget bygg bygga
område området områder områdene området område områda
sone sonen soner sonene sona soner sonene
behov behovet behov behovene behovet behov behova
kostnad kostnaden kostnader kostnadene kostnaden kostnader kostnadene
inntekt inntekten inntekter inntektene inntekta inntekter inntektene
forskrift forskriften forskrifter forskriftene forskrifta forskrifter forskriftene
rutine rutinen rutiner rutinene rutinen rutinar rutinane
melding meldingen meldinger meldingene meldinga meldingar meldingane
oversikt oversikten oversikter oversiktene oversikta oversikter oversiktene
undersøkelse undersøkelsen undersøkelser undersøkelsene undersøkinga undersøkingar undersøkingane
konkurranse konkurransen konkurranser konkurransene konkurransen konkurransar konkurransane
løsning løsningen løsninger løsningene løysinga løysingar løysingane
modell modellen modeller modellene modellen modellar modellane
system systemet systemer systemene systemet system systema
register registeret registre registrene registeret register registra
samling samlingen samlinger samlingene samlinga samlingar samlingane
stilling stillingen stillinger stillingene stillinga stillingar stillingane
satsing satsingen satsinger satsingene satsinga satsingar satsingane
leveranse leveransen leveranser leveransene leveransen leveransar leveransane
avdeling avdelingen avdelinger avdelingene avdelinga avdelingar avdelingane
kampanje kampanjen kampanjer kampanjene kampanjen kampanjar kampanjane
rådgiver rådgiveren rådgivere rådgiverne rådgivaren rådgivarar rådgivarane
""")

# None ends in a double consonant, which would be written single before the same consonant.
MODIFIERS = tuple(
    """
    helse omsorgs idretts kultur landbruks skogbruks fiskeri havbruks reiselivs energi klima miljø
    natur frilufts turist handels sentrums bolig tomte eiendoms bygnings sikkerhets
    samferdsels kollektiv jernbane lufthavns havne farleds gods transport gate park
    grøntområde strand elve vassdrags flom drikkevanns fjernvarme strøm mobil data arkiv dokument
    personal lønns pensjons rekrutterings kompetanse opplærings utdannings barneverns ungdoms
    familie senior eldre demens psykiatri rus folkehelse smittevern lege tannhelse
    rehabiliterings asyl integrerings språk tros museums teater kor film kunst formidlings
    festival arrangements forenings nærings gründer etablerings innovasjons forsknings region
    fylkes valg folkevalgt delegerings økonomi regnskaps skatte avgifts innkjøps anskaffelses
    forsikrings tilsyns kvalitets jakt vilt beite jord melke gartneri hage oppdretts torsk krabbe
    østers ål kveite reke multe sauehelse geite høns bille snø is tele grus asfalt lysløype ski
    skøyte ro dykke fly radio avis post papir møbel treforedlings sag tømmer ved olje sol varme
    kulde lyd støv lukt stråle måle kjøre gå løpe hoppe vikar lærer sykepleier vaktmester renholds
    kantine kjøkken mat vin drikke
    """.split()
)

FIRST_NAMES = tuple(
    """
    Kari Ola Anne Per Ingrid Lars Marit Knut Solveig Odd Astrid Svein Bjørg Arne Liv Terje Gerd
    Rolf Berit Geir Randi Hans Tone Jan Eva Morten Hilde Øystein Gro Pål Åse Håkon Turid Magne
    """.split()
)
LAST_NAMES = tuple(
    """
    Nordvik Strand Lien Bakken Haugland Moe Solberg Dahl Berge Hagen Eide Sunde Myhre Aas Rønning
    Fossum Tangen Vik Nygård Brekke Sætre Holm Kvam Lunde Skog Ødegård Fjeld Rustad Brenna Åmot
    """.split()
)
PLACES = tuple(
    f"{first}{last}"
    for first in "Grå Hvit Svart Brei Furu Gran Rogn Selje Vier Tjeld Stein Lang Måse Kveld".split()
    for last in "vika neset fjorden dalen vær strand lia åsen haugen sjøen myra sund holmen".split()
)

# {a} the subject with no article, {b} definite, {c} plural, {d} definite plural; in the titles of
# the case, and of another subject in the sentences.
TITLES = (
    "{B} i {place}",
    "Oppfølging av {b}",
    "Forslag til {a} for {place}",
    "{C} – status og videre arbeid",
    "Finansiering av {b} i {place}",
    "Orientering om {d}",
    "Videreføring av {b}",
    "Rullering av {b} for {place}",
    "Søknad om støtte til {a}",
    "Organisering av {d} i regionen",
    "{A} for {place} og omland",
    "Evaluering av {b}",
)
TITLES_NN = (
    "{B} i {place}",
    "Oppfølging av {b}",
    "Framlegg til {a} for {place}",
    "{C} – status og vidare arbeid",
    "Finansiering av {b} i {place}",
    "Orientering om {d}",
    "Søknad om stønad til {a}",
)
SENTENCES = tuple(
    """
    Kommunene har samarbeidet om {a} siden {year}, og erfaringene er stort sett gode.
    {B} ble sist behandlet i {year}, og mye har endret seg siden da.
    Sekretariatet har gått gjennom {d} og hentet inn synspunkter fra alle kommunene.
    Kostnaden er beregnet til {sum} millioner kroner, fordelt etter folketall.
    I {place} er situasjonen en annen, og der har {person} utarbeidet et eget notat.
    Regnskapet for {year} viser et mindreforbruk på {percent} prosent.
    Fylkeskommunen har bedt om en avklaring av ansvarsforholdene innen utgangen av året.
    Behovet er størst i {place}, der innbyggertallet har vokst med {percent} prosent.
    Arbeidsgruppa, ledet av {person}, leverte sine anbefalinger {date}.
    Det er lagt vekt på lik behandling av små og store kommuner.
    Tilsvarende {c} finnes i flere andre regioner, og resultatene derfra er oppmuntrende.
    Rådmennene anbefaler at {b} sees i sammenheng med økonomiplanen.
    Fylkesmannen har i brev av {date} pekt på svakheter ved dagens praksis.
    Administrasjonen viser til saksframlegget og de vurderingene som er gjort tidligere.
    Det er satt av {sum} millioner kroner i årets budsjett, og beløpet er bundet til {b}.
    Flere av partene har bedt om lengre frist.
    Folkevalgte fra {place} har etterlyst framdrift og en tydeligere arbeidsdeling.
    Arbeidet med {d} har tatt lengre tid enn forutsatt på grunn av sykefravær.
    En foreløpig framdriftsplan viser at arbeidet kan være ferdig i {year2}.
    Kommunene må selv dekke utgifter til reise og opphold for sine representanter.
    Saken har sammenheng med {number}, der prinsippene ble fastlagt.
    Juridisk vurdering er innhentet og gir støtte til det valgte opplegget.
    Befolkningen er blitt eldre, og det legger press på {d}.
    Etter sekretariatets oppfatning bør en prøveperiode på to år være tilstrekkelig.
    Erfaringer fra {place} viser at {c} krever tett oppfølging det første året.
    Opplegget forutsetter at alle kommunene deltar på like vilkår.
    Ansatte og tillitsvalgte har vært involvert gjennom hele prosessen.
    Klima og naturmangfold er vurdert, og tiltaket ventes ikke å ha negative virkninger.
    {C} har vært etterspurt av både innbyggere og lokalt næringsliv.
    Saken har tidligere vært oppe mellom ordførerne uten at det ble konkludert.
    Statlige midler dekker inntil {percent} prosent av godkjente kostnader.
    Det har kommet inn {count} innspill, de fleste av dem positive.
    Utredningen fra {year} er fortsatt et godt grunnlag for videre arbeid.
    Samordning med {b} kan gi lavere utgifter og bedre kvalitet.
    Veien videre avhenger av hva Stortinget bestemmer i vårsesjonen.
    {Person} har vært kontaktperson for kommunene siden {year}.
    Det er knyttet usikkerhet til tallene, særlig for {place}.
    En felles {a} vil styrke regionen i møte med nasjonale myndigheter.
    """.strip().split("\n")
)
SENTENCES_NN = tuple(
    """
    Kommunane har samarbeidd om {a} sidan {year}, og røynslene er stort sett gode.
    {B} vart sist handsama i {year}, og mykje har endra seg sidan då.
    Sekretariatet har gått gjennom {d} og henta inn synspunkt frå alle kommunane.
    Kostnaden er rekna til {sum} millionar kroner, delt etter folketal.
    I {place} er stoda ei anna, og der har {person} laga eit eige notat.
    Behovet er størst i {place}, der folketalet har vakse med {percent} prosent.
    Arbeidsgruppa, leidd av {person}, leverte tilrådingane sine {date}.
    Det er lagt vekt på lik handsaming av små og store kommunar.
    Rådmennene rår til at {b} vert sett i samanheng med økonomiplanen.
    Fylkesmannen har i brev av {date} peika på veikskapar ved praksisen i dag.
    Det er sett av {sum} millionar kroner i budsjettet for i år.
    Arbeidet med {d} har teke lengre tid enn venta på grunn av sjukefråvær.
    Kommunane må sjølve dekkje utgifter til reise og opphald for utsendingane sine.
    Saka heng saman med {number}, der prinsippa vart fastlagde.
    Røynsler frå {place} syner at {c} krev tett oppfølging det første året.
    Tilsette og tillitsvalde har vore med gjennom heile prosessen.
    {C} har vore etterspurde av både innbyggjarar og lokalt næringsliv.
    Det har kome inn {count} innspel, dei fleste positive.
    """.strip().split("\n")
)
DISCUSSIONS = tuple(
    """
    {Person} innledet og viste til arbeidet så langt.
    {Person} orienterte om framdriften og svarte på spørsmål.
    Det var enighet om å prioritere {b} framover.
    Flere uttrykte bekymring for kostnadene ved {b}.
    {Person} etterlyste tall fra {place}.
    Det ble stilt spørsmål om habilitet, uten at noen ble kjent inhabile.
    Momenter fra samtalen: tydelig mandat, god informasjon og realistisk tidsplan.
    {Person} viste til at {c} allerede er innført i {place}.
    Administrasjonen tar med seg innspillene i det videre arbeidet.
    """.strip().split("\n")
)
DISCUSSIONS_NN = tuple(
    """
    {Person} innleidde og viste til arbeidet så langt.
    Det var semje om å prioritere {b} framover.
    {Person} etterlyste tal frå {place}.
    Administrasjonen tek med seg innspela i det vidare arbeidet.
    """.strip().split("\n")
)
FOLLOWING = tuple(
    """
    Sekretariatet følger opp {b} i samråd med kommunene.
    Utgiftene dekkes innenfor vedtatt budsjett.
    {B} evalueres etter to år.
    Kommunene bes om å melde tilbake om {d} innen utgangen av året.
    Ordførerne i {place} og nabokommunene holdes orientert.
    """.strip().split("\n")
)
FOLLOWING_NN = (
    "Sekretariatet følgjer opp {b} saman med kommunane.",
    "{B} vert evaluert etter to år.",
)

# How often each outcome is, and its wording in bokmål and nynorsk.
DECISIONS = {
    "vedtatt": (32, "Utvalget slutter seg til forslaget.", "Utvalet sluttar seg til framlegget."),
    "orientering": (34, "Saken tas til orientering.", "Saka vert teken til orientering."),
    "etterretning": (8, "Saken tas til etterretning.", "Saka vert teken til etterretning."),
    "drøftet": (8, "Saken ble drøftet.", "Saka vart drøfta."),
    "utsatt": (5, "Saken utsettes.", "Saka vert utsett."),
    "sendt-tilbake": (
        4,
        "Saken sendes tilbake til sekretariatet.",
        "Saka vert send tilbake til sekretariatet.",
    ),
    "avvist": (4, "Forslaget avvises.", "Framlegget vert avvist."),
    "trukket": (3, "Saken trekkes.", "Saka vert trekt."),
}
MONTHS = (
    "januar februar mars april mai juni juli august september oktober november desember".split()
)
