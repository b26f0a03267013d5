"""The written forms of French verbs, built from the infinitive.

Small parsers misread verb forms in news ("vise" as a participle, "cherche" as its own lemma), so the forms of the verbs that
rules and qualifiers name are generated here and looked up. Source: the regular paradigms and the irregular families of any
school grammar; families are matched by the ending of the infinitive, longest first.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple


class VerbForm(NamedTuple):
    """A form and what it is: ``tense`` is inf, pres, impf, past, fut, cond, subj, ppres or ppast."""

    form: str
    tense: str


_FUT = ("ai", "as", "a", "ons", "ez", "ont")
_COND = ("ais", "ais", "ait", "ions", "iez", "aient")
_ER = ("e", "es", "e", "ons", "ez", "ent")

# Irregular families: ending of the infinitive -> (present ×6, imperfect stem, simple past 3sg/3pl, future stem, past participle,
# subjunctive stem). "-" stands for what precedes the ending.
_FAMILIES: dict[str, tuple[str, str, str, str, str, str]] = {
    "être": ("suis es est sommes êtes sont", "ét", "fut furent", "ser", "été", "soi"),
    "avoir": ("ai as a avons avez ont", "av", "eut eurent", "aur", "eu", "ai"),
    "aller": ("vais vas va allons allez vont", "all", "alla allèrent", "ir", "allé", "aill"),
    "faire": ("-fais -fais -fait -faisons -faites -font", "-fais", "-fit -firent", "-fer", "-fait", "-fass"),
    "pouvoir": ("peux peux peut pouvons pouvez peuvent", "pouv", "put purent", "pourr", "pu", "puiss"),
    "vouloir": ("veux veux veut voulons voulez veulent", "voul", "voulut voulurent", "voudr", "voulu", "veuill"),
    "devoir": ("dois dois doit devons devez doivent", "dev", "dut durent", "devr", "dû", "doiv"),
    "savoir": ("sais sais sait savons savez savent", "sav", "sut surent", "saur", "su", "sach"),
    "falloir": ("faut", "fall", "fallut", "faudr", "fallu", "faill"),
    "valoir": ("-vaux -vaux -vaut -valons -valez -valent", "-val", "-valut -valurent", "-vaudr", "-valu", "-vaill"),
    "prévoir": (
        "prévois prévois prévoit prévoyons prévoyez prévoient",
        "prévoy",
        "prévit prévirent",
        "prévoir",
        "prévu",
        "prévoi",
    ),
    "voir": ("-vois -vois -voit -voyons -voyez -voient", "-voy", "-vit -virent", "-verr", "-vu", "-voi"),
    "cevoir": ("-çois -çois -çoit -cevons -cevez -çoivent", "-cev", "-çut -çurent", "-cevr", "-çu", "-çoiv"),
    "venir": ("-viens -viens -vient -venons -venez -viennent", "-ven", "-vint -vinrent", "-viendr", "-venu", "-vienn"),
    "tenir": ("-tiens -tiens -tient -tenons -tenez -tiennent", "-ten", "-tint -tinrent", "-tiendr", "-tenu", "-tienn"),
    "prendre": (
        "-prends -prends -prend -prenons -prenez -prennent",
        "-pren",
        "-prit -prirent",
        "-prendr",
        "-pris",
        "-prenn",
    ),
    "mettre": ("-mets -mets -met -mettons -mettez -mettent", "-mett", "-mit -mirent", "-mettr", "-mis", "-mett"),
    "battre": (
        "-bats -bats -bat -battons -battez -battent",
        "-batt",
        "-battit -battirent",
        "-battr",
        "-battu",
        "-batt",
    ),
    "rompre": (
        "-romps -romps -rompt -rompons -rompez -rompent",
        "-romp",
        "-rompit -rompirent",
        "-rompr",
        "-rompu",
        "-romp",
    ),
    "vaincre": (
        "-vaincs -vaincs -vainc -vainquons -vainquez -vainquent",
        "-vainqu",
        "-vainquit -vainquirent",
        "-vaincr",
        "-vaincu",
        "-vainqu",
    ),
    "joindre": (
        "-joins -joins -joint -joignons -joignez -joignent",
        "-joign",
        "-joignit -joignirent",
        "-joindr",
        "-joint",
        "-joign",
    ),
    "aindre": (
        "-ains -ains -aint -aignons -aignez -aignent",
        "-aign",
        "-aignit -aignirent",
        "-aindr",
        "-aint",
        "-aign",
    ),
    "eindre": (
        "-eins -eins -eint -eignons -eignez -eignent",
        "-eign",
        "-eignit -eignirent",
        "-eindr",
        "-eint",
        "-eign",
    ),
    "soudre": ("-sous -sous -sout -solvons -solvez -solvent", "-solv", "-solut -solurent", "-soudr", "-solu", "-solv"),
    "clure": ("-clus -clus -clut -cluons -cluez -cluent", "-clu", "-clut -clurent", "-clur", "-clu", "-clu"),
    "inclure": (
        "inclus inclus inclut incluons incluez incluent",
        "inclu",
        "inclut inclurent",
        "inclur",
        "inclus",
        "inclu",
    ),
    "dire": ("-dis -dis -dit -disons -dites -disent", "-dis", "-dit -dirent", "-dir", "-dit", "-dis"),
    "interdire": (
        "interdis interdis interdit interdisons interdisez interdisent",
        "interdis",
        "interdit interdirent",
        "interdir",
        "interdit",
        "interdis",
    ),
    "lire": ("-lis -lis -lit -lisons -lisez -lisent", "-lis", "-lut -lurent", "-lir", "-lu", "-lis"),
    "uire": ("-uis -uis -uit -uisons -uisez -uisent", "-uis", "-uisit -uisirent", "-uir", "-uit", "-uis"),
    "crire": ("-cris -cris -crit -crivons -crivez -crivent", "-criv", "-crivit -crivirent", "-crir", "-crit", "-criv"),
    "suivre": (
        "-suis -suis -suit -suivons -suivez -suivent",
        "-suiv",
        "-suivit -suivirent",
        "-suivr",
        "-suivi",
        "-suiv",
    ),
    "vivre": ("-vis -vis -vit -vivons -vivez -vivent", "-viv", "-vécut -vécurent", "-vivr", "-vécu", "-viv"),
    "connaître": (
        "-connais -connais -connaît -connaissons -connaissez -connaissent",
        "-connaiss",
        "-connut -connurent",
        "-connaîtr",
        "-connu",
        "-connaiss",
    ),
    "naître": (
        "-nais -nais -naît -naissons -naissez -naissent",
        "-naiss",
        "-naquit -naquirent",
        "-naîtr",
        "-né",
        "-naiss",
    ),
    "aître": ("-ais -ais -aît -aissons -aissez -aissent", "-aiss", "-ut -urent", "-aîtr", "-u", "-aiss"),
    "croire": ("crois crois croit croyons croyez croient", "croy", "crut crurent", "croir", "cru", "croi"),
    "courir": (
        "-cours -cours -court -courons -courez -courent",
        "-cour",
        "-courut -coururent",
        "-courr",
        "-couru",
        "-cour",
    ),
    "mourir": ("meurs meurs meurt mourons mourez meurent", "mour", "mourut moururent", "mourr", "mort", "meur"),
    "quérir": (
        "-quiers -quiers -quiert -quérons -quérez -quièrent",
        "-quér",
        "-quit -quirent",
        "-querr",
        "-quis",
        "-quièr",
    ),
    "cueillir": (
        "-cueille -cueilles -cueille -cueillons -cueillez -cueillent",
        "-cueill",
        "-cueillit -cueillirent",
        "-cueiller",
        "-cueilli",
        "-cueill",
    ),
    "ouvrir": (
        "-ouvre -ouvres -ouvre -ouvrons -ouvrez -ouvrent",
        "-ouvr",
        "-ouvrit -ouvrirent",
        "-ouvrir",
        "-ouvert",
        "-ouvr",
    ),
    "offrir": (
        "-offre -offres -offre -offrons -offrez -offrent",
        "-offr",
        "-offrit -offrirent",
        "-offrir",
        "-offert",
        "-offr",
    ),
    "souffrir": (
        "souffre souffres souffre souffrons souffrez souffrent",
        "souffr",
        "souffrit souffrirent",
        "souffrir",
        "souffert",
        "souffr",
    ),
    "partir": (
        "-pars -pars -part -partons -partez -partent",
        "-part",
        "-partit -partirent",
        "-partir",
        "-parti",
        "-part",
    ),
    "sortir": (
        "-sors -sors -sort -sortons -sortez -sortent",
        "-sort",
        "-sortit -sortirent",
        "-sortir",
        "-sorti",
        "-sort",
    ),
    "servir": (
        "-sers -sers -sert -servons -servez -servent",
        "-serv",
        "-servit -servirent",
        "-servir",
        "-servi",
        "-serv",
    ),
    "sentir": (
        "-sens -sens -sent -sentons -sentez -sentent",
        "-sent",
        "-sentit -sentirent",
        "-sentir",
        "-senti",
        "-sent",
    ),
    "mentir": (
        "-mens -mens -ment -mentons -mentez -mentent",
        "-ment",
        "-mentit -mentirent",
        "-mentir",
        "-menti",
        "-ment",
    ),
    "fuir": ("-fuis -fuis -fuit -fuyons -fuyez -fuient", "-fuy", "-fuit -fuirent", "-fuir", "-fui", "-fui"),
    "plaire": (
        "-plais -plais -plaît -plaisons -plaisez -plaisent",
        "-plais",
        "-plut -plurent",
        "-plair",
        "-plu",
        "-plais",
    ),
    "taire": ("-tais -tais -tait -taisons -taisez -taisent", "-tais", "-tut -turent", "-tair", "-tu", "-tais"),
    "asseoir": (
        "assieds assieds assied asseyons asseyez asseyent",
        "assey",
        "assit assirent",
        "assiér",
        "assis",
        "assey",
    ),
    "ressortir": (
        "ressors ressors ressort ressortons ressortez ressortent",
        "ressort",
        "ressortit ressortirent",
        "ressortir",
        "ressorti",
        "ressort",
    ),
}
_REGULAR_IR = {"répartir", "assortir", "investir", "convertir", "avertir", "garantir", "asservir", "ralentir"}
_DOUBLING = ("appeler", "jeter", "renouveler", "rappeler", "rejeter", "projeter")


def _participles(base: str) -> list[VerbForm]:
    endings = ("", "e", "", "es") if base.endswith(("s", "x")) else ("", "e", "s", "es")
    stem = "du" if base == "dû" else base
    return [VerbForm((base if not ending else stem) + ending, "ppast") for ending in endings]


def _imperfect(stem: str) -> list[VerbForm]:
    soft = stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
    pairs = zip(_COND, (soft, soft, soft, stem, stem, soft), strict=True)
    return [VerbForm(base + ending, "impf") for ending, base in pairs] + [VerbForm(soft + "ant", "ppres")]


def _from_family(infinitive: str, ending: str) -> list[VerbForm]:
    prefix = infinitive[: -len(ending)]
    present, impf, past, future, participle, subjunctive = (
        cell.replace("-", prefix) if "-" in cell else cell for cell in _FAMILIES[ending]
    )
    forms = [VerbForm(form, "pres") for form in present.split()] + _imperfect(impf)
    forms += [VerbForm(form, "past") for form in past.split()]
    forms += [VerbForm(future + e, "fut") for e in _FUT] + [VerbForm(future + e, "cond") for e in _COND]
    forms += [VerbForm(subjunctive + e, "subj") for e in ("e", "es", "ent", "t", "ent")]
    return forms + _participles(participle)


def _er(infinitive: str) -> list[VerbForm]:
    stem = infinitive[:-2]
    strong, future = stem, stem + "er"
    if infinitive.endswith(_DOUBLING):
        strong = stem + stem[-1]
        future = strong + "er"
    elif infinitive.endswith("envoyer"):
        strong, future = stem[:-1] + "i", infinitive[:-5] + "verr"
    elif infinitive.endswith(("oyer", "uyer")):
        strong = stem[:-1] + "i"
        future = strong + "er"
    elif len(stem) > 2 and stem[-2] in "eé" and stem[-1] not in "aeiouy":
        strong = stem[:-2] + "è" + stem[-1]
        future = strong + "er" if stem[-2] == "e" else stem + "er"
    elif len(stem) > 3 and stem[-3] == "é" and stem[-2:] in ("gn", "gr", "br", "cr", "tr", "gu", "qu"):
        strong = stem[:-3] + "è" + stem[-2:]
    soft = stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
    present = (strong + "e", strong + "es", strong + "e", soft + "ons", stem + "ez", strong + "ent")
    forms = [VerbForm(form, "pres") for form in present] + _imperfect(stem)
    forms += [VerbForm(soft + "a", "past"), VerbForm(stem + "èrent", "past")]
    forms += [VerbForm(future + e, "fut") for e in _FUT] + [VerbForm(future + e, "cond") for e in _COND]
    return forms + _participles(stem + "é")


def _ir(infinitive: str) -> list[VerbForm]:
    stem = infinitive[:-2]
    forms = [VerbForm(stem + e, "pres") for e in ("is", "is", "it", "issons", "issez", "issent")]
    forms += [*_imperfect(stem + "iss"), VerbForm(stem + "it", "past"), VerbForm(stem + "irent", "past")]
    forms += [VerbForm(infinitive + e, "fut") for e in _FUT] + [VerbForm(infinitive + e, "cond") for e in _COND]
    return forms + _participles(stem + "i") + [VerbForm(stem + "isse", "subj")]


def _re(infinitive: str) -> list[VerbForm]:
    stem = infinitive[:-2]
    third = stem if stem.endswith(("d", "t")) else stem + "t"
    forms = [VerbForm(form, "pres") for form in (stem + "s", stem + "s", third, stem + "ons", stem + "ez", stem + "ent")]
    forms += [*_imperfect(stem), VerbForm(stem + "it", "past"), VerbForm(stem + "irent", "past")]
    forms += [VerbForm(stem + "r" + e, "fut") for e in _FUT] + [VerbForm(stem + "r" + e, "cond") for e in _COND]
    return forms + _participles(stem + "u") + [VerbForm(stem + "e", "subj")]


@cache
def forms_of(infinitive: str) -> tuple[VerbForm, ...]:
    """Every written form of a verb, the infinitive first.

    >>> {f.form for f in forms_of("rejoindre")} >= {"rejoint", "rejoignent", "rejoindra", "rejoignait", "rejoindrait"}
    True
    >>> {f.form for f in forms_of("appeler")} >= {"appelle", "appelons", "appellera", "appelé", "appelant"}
    True
    >>> {f.form for f in forms_of("annoncer")} >= {"annonçait", "annonçant", "annoncent", "annoncera"}
    True
    """
    found = [VerbForm(infinitive, "inf")]
    families = sorted((e for e in _FAMILIES if infinitive.endswith(e)), key=len, reverse=True)
    if infinitive == "maudire":
        families = []
    if infinitive.endswith("er") and infinitive != "aller":
        found += _er(infinitive)
    elif families and infinitive not in _REGULAR_IR:
        found += _from_family(infinitive, families[0])
    elif infinitive.endswith("ir"):
        found += _ir(infinitive)
    elif infinitive.endswith("re"):
        found += _re(infinitive)
    else:
        raise ValueError(f'"{infinitive}" is not a French infinitive (-er, -ir, -re, -oir)')
    return tuple(dict.fromkeys(found))


@cache
def noun_forms(noun: str) -> tuple[str, ...]:
    """Singular and plural of a noun (or feminine and plurals are given as further nouns).

    >>> noun_forms("retrait"), noun_forms("travail"), noun_forms("bureau")
    (('retrait', 'retraits'), ('travail', 'travaux'), ('bureau', 'bureaux'))
    """
    if noun.endswith(("s", "x", "z")):
        return (noun,)
    if noun.endswith(("au", "eu")):
        return (noun, noun + "x")
    if noun in ("travail", "bail"):
        return (noun, noun[:-2] + "ux")
    if noun.endswith("al"):
        return (noun, noun[:-1] + "ux")
    return (noun, noun + "s")
