"""Two people are two people: no invisible letter, look-alike or other spelling makes one out of the other."""

import pytest

from tests.engagement_files import changed, refusal
from toolkit.likeness import may_be_one_person, mixed_scripts
from toolkit.register import NOBODY, read_register

ROSSI = {
    "a blank without width": "Carla\u200b Rossi",
    "a blank without width for the blank": "Carla\u200bRossi",
    "a blank without width behind each letter": "\u200b".join("Carla Rossi"),
    "1 for i": "Carla Ross1",
    "a soft hyphen": "Carla Ros\u00adsi",
    "a joiner": "Carla R\u200dossi",
    "a byte-order mark": "\ufeffCarla Rossi",
    "a variation selector": "Carla\ufe0f Rossi",
    "a tag": "Carla Rossi\U000e0061",
    "a combining mark": "Carla Rossi\u0332",
    "a grapheme joiner": "Car\u034fla Rossi",
    "a letter without a shape": "Carla\u3164Rossi",
    "a Braille blank": "Carla\u2800Rossi",
    "a no-break blank": "Carla\u00a0Rossi",
    "case": "CARLA rossi",
    "punctuation": "Carla.Rossi,",
    "the family name first": "Rossi, Carla",
    "an e-mail address beside it": "Carla Rossi <c@example.com>",
    "an e-mail address": "carla.rossi@example.com",
    "a title": "Dr. Carla Rossi",
    "a function": "Carla Rossi (CISO)",
    "an initial": "C. Rossi",
    "wide letters": "Ｃａｒｌａ Ｒｏｓｓｉ",
    "mathematical letters": "𝓒𝓪𝓻𝓵𝓪 𝓡𝓸𝓼𝓼𝓲",
    "Roman numerals": "\u217darla Rossi",
    "I for l": "CarIa Rossi",
    "1 for l and 0 for o": "Car1a R0ssi",
    "a Latin letter that looks like a": "C\u0251rla Rossi",
    "small capitals": "\u1d04\u1d00\u0280\u029f\u1d00 \u0280\u1d0f\ua731\ua731\u026a",
    "a stretched letter": "\u0297arla Rossi",
    "Lisu letters": "\ua4da\ua4ee\ua4e3\ua4e1\ua4ee \ua4e3\ua4f3\ua4e2\ua4e2\ua4f2",
    "a sign behind a letter": "Carla Rossi\u02d1",
    "5 for s": "Carla Ro55i",
    "an account": "crossi",
    "an account the other way": "rossic",
    "an account's address": "crossi@example.com",
    "an address with an initial": "c.rossi@example.com",
    "initials": "CR",
}
ONE = {
    "an accent encoded otherwise": ("Zoë Lind", "Zoe\u0308 Lind"),
    "an accent left out": ("Zoë Lind", "Zoe Lind"),
    "a stroke": ("Jørgen Dam", "Jorgen Dam"),
    "a sharp s": ("Max Weiß", "MAX WEISS"),
    "rn for m": ("Anna Bem", "Anna Bern"),
    "whole words in Cyrillic": ("Poe Cox", "Рое Сох"),
    "Cyrillic in another case": ("Вера Иванова", "ИВАНОВА ВЕРА"),
    "another apostrophe": ("Pat O'Brien", "Pat O\u2019Brien"),
    "a hyphen": ("Jean-Luc Roy", "Jean Luc Roy"),
}
TWO = [
    *(("Carla Rossi", "Anna Fischer"), ("Carla Rossi", "Carlo Rossi"), ("Carla Rossi", "Clara Rossi")),
    *(("Anna Lee", "Ann Lee"), ("Li Na", "Li Wei"), ("Jan Müller", "Jan Möller"), ("Иван Петров", "Anna Fischer")),
    *(("afischer", "crossi"), ("CR", "Anna Fischer"), ("jdoe@example.com", "John Smith")),
    *(("anna.fischer@example.com", "carla.rossi@example.com"), ("山田太郎", "山田花子"), ("राम शर्मा", "रमेश शर्मा")),
]
PAIRS = [
    ("exceptions", "requested_by", "approved_by"),
    ("attestations", "attested_by", "reviewed_by"),
    ("owners", "accountable", "backup"),
    ("scope", "requested_by", "approved_by"),
    ("applicability", "requested_by", "approved_by"),
    ("tolerances", "requested_by", "approved_by"),
    ("conclusions", "concluded_by", "reviewed_by"),
]


@pytest.mark.parametrize("name", ROSSI.values(), ids=ROSSI)
def test_nobody_approves_their_own_request_under_another_spelling(engagement, name):
    for one, other in (("Carla Rossi", name), (name, "Carla Rossi")):
        said = refusal(
            engagement("exceptions", changed("exceptions", requested_by=f'"{one}"', approved_by=f'"{other}"'))
        )
        assert said.startswith("exceptions.csv, row 2: requested_by and approved_by are ")
        assert said.endswith("; another person has to.")


@pytest.mark.parametrize(("file", "first", "second"), PAIRS)
def test_each_rule_of_two_people_compares_in_the_same_way(engagement, file, first, second):
    row = changed(file, **{first: "Carla Rossi", second: "carla\u200b R0SSI"})

    said = refusal(engagement(file, row))

    assert said.startswith(f"{file}.csv, row 2: {first} and {second} are 'Carla Rossi' and ")
    assert "which may be one person; another person has to." in said


@pytest.mark.parametrize(("one", "other"), ONE.values(), ids=ONE)
def test_one_person_is_known_again(one, other):
    assert may_be_one_person(one, other)
    assert may_be_one_person(other, one)


@pytest.mark.parametrize(("one", "other"), TWO)
def test_two_people_stay_two(one, other):
    assert not may_be_one_person(one, other)
    assert not may_be_one_person(other, one)


PEOPLE = [
    *(("exceptions", "requested_by"), ("exceptions", "approved_by"), ("attestations", "attested_by")),
    *(("attestations", "reviewed_by"), ("owners", "accountable"), ("owners", "backup"), ("aws_reports", "read_by")),
    *(("applicability", "requested_by"), ("scope", "approved_by"), ("tolerances", "approved_by")),
    *(("applicability", "approved_by"), ("conclusions", "concluded_by"), ("conclusions", "reviewed_by")),
]
NOT_A_PERSON = {
    "a Cyrillic letter": ("\u0421arla Rossi", "mixes letters of two scripts that look alike, in '\u0421arla'"),
    "a Greek letter": ("Carla Rοssi", "mixes letters of two scripts that look alike, in 'Rοssi'"),
    "a Cherokee letter": ("\u13dfarla Rossi", "mixes letters of two scripts"),
    "a Cyrillic letter behind a blank without width": ("Car\u200bl\u0430 Rossi", "mixes letters of two scripts"),
    "punctuation": ("-", "'-' names no person"),
    "what cannot be seen": ("\u200b\u2060", "names no person"),
    "not yet": ("TBD", "'TBD' names no person"),
    "not applicable": ("n/a", "'n/a' names no person"),
    "to be confirmed": ("T.B.C.", "'T.B.C.' names no person"),
    "as above": ("see above", "'see above' names no person"),
    "a number": ("12345", "'12345' names no person"),
    "a letter in a circle": ("\U0001f152arla Rossi", "holds '\U0001f152', which stands in no name"),
    "a letter of a flag": ("\U0001f1e8arla Rossi", "holds '\U0001f1e8', which stands in no name"),
    "a sign like a letter": ("Carla Ro§§i", "holds '§', which stands in no name"),
    "@ for a": ("C@rla Rossi", "holds '@', which stands in no name"),
    "a broken reference": ("#REF!", "is what a spreadsheet writes without a value"),
    "letters turned": ("\u202eissoR alraC", "changes the direction of its letters"),
}


@pytest.mark.parametrize(("file", "column"), PEOPLE)
@pytest.mark.parametrize(("name", "why"), NOT_A_PERSON.values(), ids=NOT_A_PERSON)
def test_what_names_no_person_or_looks_like_another_is_refused(engagement, file, column, name, why):
    said = refusal(engagement(file, changed(file, **{column: name})))

    assert said.startswith(f"{file}.csv, row 2, column {column}: ")
    assert why in said


def test_scripts_that_are_written_together_are_not_mixed():
    for name in ("山田タロウ", "김철수", "Иван Петров <ivan@example.com>", "Zoë O\u2019Brien", "SK하이닉스", "राम"):
        assert mixed_scripts(name) == ""


@pytest.mark.parametrize("name", ["nobody\u200b yet", "Nobody yet.", "NOBODY", "nob\u043edy yet", "yet, nobody"])
def test_a_report_read_by_nobody_in_any_letters_is_read_by_nobody(engagement, name):
    folder = engagement("aws_reports", changed("aws_reports", read_by=f'"{name}"'))

    assert read_register(folder).aws_reports["read_by"].tolist() == [NOBODY]
