"""What was said, promised, agreed and claimed, rule by rule of the codebook, on readings made by hand."""

import pytest

from builders import Story
from dragoman.coding.attribution import said_by, speaker_at
from dragoman.coding.commitments import code_commitments, deeds
from dragoman.coding.events import Act, Rules, code_acts
from dragoman.coding.instruments import code_instruments
from dragoman.coding.relations import code_relations
from dragoman.coding.statements import Spoken, code_statements
from dragoman.coding.times import code_dates
from dragoman.record import Actor, Commitment, Instrument, RelationClaim

RULES = Rules(trigger=0.7, shy_trigger=0.7, actor=0.4, recipient=0.3, fallback=0.12, needed=0.15, mode=0.45, likely_mode=0.25, same=0.5)
MINISTER = "Cambodian Foreign Minister Sok Dara"


def acts(story: Story) -> list[Act]:
    return code_acts(story.scene(), story.cast(), RULES)


def spoken(story: Story) -> list[Spoken]:
    return code_statements(story.scene(), story.cast())


def commitments(story: Story) -> list[Commitment]:
    scene, found = story.scene(), acts(story)
    days = code_dates(scene, found)
    return code_commitments(scene, story.cast(), deeds(scene, found, [f"ev{i}" for i in range(len(found))], days, RULES.trust_codes))


def instruments(story: Story) -> list[Instrument]:
    found = acts(story)
    return code_instruments(story.scene(), found, code_dates(story.scene(), found))


def claims(story: Story) -> list[RelationClaim]:
    return code_relations(story.scene(), spoken(story))


# statements


def quoting(text: str, *cues: str, speaker: str = MINISTER) -> Story:
    story = Story(text)
    who = story.actor(speaker)
    for cue in cues:
        story.stretch("cue", cue, roles={"speaker": {who: 0.9}})
    return story


def contents(story: Story) -> list[tuple[str, str, str | None]]:
    return [(s.statement.content, s.statement.kind, s.statement.cue) for s in spoken(story)]


def test_quotation_broken_by_its_cue_is_two_statements() -> None:
    story = quoting(f"“We will help our friends,” {MINISTER} said. “It takes time and much money.”", "said")
    assert contents(story) == [
        ("We will help our friends", "direct", "said"),
        ("It takes time and much money", "direct", None),
    ]
    assert {s.statement.speaker.name for s in spoken(story)} == {"Sok Dara"}


def test_stretches_inside_one_quotation_are_one_statement() -> None:
    story = Story(f'{MINISTER} said: "We thank Japan for it. It gave us much. We hope for more of it."')
    story.actor(MINISTER)
    story.stretch("cue", "said")
    for words in ("We thank Japan for it", "It gave us much", "We hope for more of it"):
        story.stretch("statement", words)
    assert [s.statement.content for s in spoken(story)] == ["We thank Japan for it. It gave us much. We hope for more of it"]


def test_quotation_over_paragraphs() -> None:
    story = quoting(f"{MINISTER} said: “We will help our old friends.\n\n“It takes time and much money.”", "said")
    found = contents(story)
    assert [(content, kind) for content, kind, _ in found] == [
        ("We will help our old friends", "direct"),
        ("It takes time and much money", "direct"),
    ]
    assert {s.statement.speaker.name for s in spoken(story)} == {"Sok Dara"}


def test_marked_clause_is_indirect() -> None:
    story = quoting(f"{MINISTER} said that talks would go on.", "said")
    story.stretch("statement", "talks would go on", roles={"speaker": {0: 0.9}})
    assert contents(story) == [("talks would go on", "indirect", "said")]


def test_clause_with_a_quoted_part_is_mixed() -> None:
    story = quoting(f"{MINISTER} said the talks were “frank” and useful.", "said")
    story.stretch("statement", "the talks were “frank” and useful", roles={"speaker": {0: 0.9}})
    assert [(content, kind) for content, kind, _ in contents(story)] == [("the talks were “frank” and useful", "mixed")]


def test_short_phrase_in_quotation_marks_is_no_statement() -> None:
    assert contents(quoting(f"{MINISTER} left the “free world” behind.")) == []


@pytest.mark.parametrize(
    ("tail", "channel", "addressee"),
    [
        (f"{MINISTER} said in a press release.", "press release", None),
        (f"{MINISTER} said in a joint statement.", "joint statement", None),
        (f"{MINISTER} told reporters on Monday.", None, "reporters"),
        (f"{MINISTER} told The Post in an interview.", "interview", "The Post"),
        (f"{MINISTER} said.", None, None),
    ],
)
def test_channel_and_addressee(tail: str, channel: str | None, addressee: str | None) -> None:
    story = quoting(f"“We will help our old friends,” {tail}", "told" if "told" in tail else "said")
    (item,) = spoken(story)
    assert (item.statement.channel, item.statement.addressee) == (channel, addressee)


def test_statement_spans_point_at_its_words() -> None:
    story = quoting(f"“We will help our old friends,” {MINISTER} said.", "said")
    (item,) = spoken(story)
    assert [story.text[a:b] for a, b in item.statement.spans] == [item.statement.content]


# attribution


def thanked(text: str, *triggers: tuple[str, int]) -> tuple[Story, Act, list[Spoken]]:
    story = quoting(text, "said")
    roles = {"actor": {0: 0.9}}
    for phrase, nth in triggers:
        others = dict.fromkeys(range(len(triggers) + 1), 0.95)
        story.event("SUPPORT", phrase, nth, roles=roles, who={"actor": {"KHM": 0.9}}, same=others)
    (act,) = acts(story)
    return story, act, spoken(story)


SAID = f"{MINISTER} said: “We have thanked Japan for it all.”"


def test_event_inside_a_statement_is_said_by_its_speaker() -> None:
    story, act, said = thanked(SAID, ("thanked", 0))
    assert [a.name for a in said_by(story.scene(), act, said)] == ["Sok Dara"]


def test_own_voice_anywhere_empties_said_by() -> None:
    story, act, said = thanked(SAID + " He thanked Japan.", ("thanked", 0), ("thanked", 1))
    assert len(act.triggers) == 2
    assert said_by(story.scene(), act, said) == ()


def test_nested_speech_is_outermost_first() -> None:
    story, act, said = thanked(SAID, ("thanked", 0))
    (inner,) = said
    outer = Actor(country="JPN", sector="GOV")
    around = Spoken(
        inner.statement.__class__(id="st", content="", speaker=outer, kind="indirect"), 0, len(story.words) - 1
    )
    assert [a.country for a in said_by(story.scene(), act, [inner, around])] == ["JPN", "KHM"]
    assert speaker_at(inner.first, [inner, around]) == inner.statement.speaker
    assert speaker_at(0, [inner]) is None


# commitments


def pledged(
    text: str, kind: str, content: str, event: tuple[str, str] = ("AGREE", "pledged"), aux: str = "actual"
) -> Story:
    story = Story(text)
    roles = {"actor": {story.actor("Japan"): 0.9}, "recipient": {story.actor("Cambodia"): 0.9}}
    number = story.event(*event, roles=roles, who={"actor": {"JPN": 0.9}, "recipient": {"KHM": 0.9}}, aux=aux)
    story.stretch(kind, content, origin={number: 0.9})
    return story


def test_pledge_has_the_parties_and_day_of_its_act() -> None:
    (found,) = commitments(pledged("Japan pledged to Cambodia to build a new port.", "pledge", "to build a new port"))
    assert (found.kind, found.content, found.event, found.made_on) == (
        "pledge",
        "build a new port",
        "ev0",
        "2024-06-05",
    )
    assert [a.country for a in found.by] == ["JPN"]
    assert [a.country for a in found.to] == ["KHM"]
    assert found.content in found.evidence
    assert "pledged" in found.evidence


@pytest.mark.parametrize(("aux", "count"), [("actual", 1), ("future", 1), ("negated", 0), ("hypothetical", 0)])
def test_what_did_not_happen_binds_nobody(aux: str, count: int) -> None:
    story = pledged("Japan pledged to Cambodia to build a new port.", "pledge", "to build a new port", aux=aux)
    assert len(commitments(story)) == count


def test_condition() -> None:
    text = "Japan warned Cambodia that it would cut all aid if the talks fail."
    (found,) = commitments(pledged(text, "threat", "it would cut all aid", ("THREATEN", "warned")))
    assert (found.kind, found.condition) == ("threat", "if the talks fail")


def test_deadline_and_instrument() -> None:
    story = pledged(
        "Japan urged Cambodia to sign the Mekong Accord by July 1.",
        "request",
        "to sign the Mekong Accord",
        ("REQUEST", "urged"),
    )
    date, accord = story.mention("date", "by July 1"), story.mention("instrument", "the Mekong Accord")
    story.anchors[1].roles.update({"date": {date: 0.9}, "about": {accord: 0.9}})
    (found,) = commitments(story)
    assert (found.deadline, found.instrument) == ("2024-07-01", "Mekong Accord")


def test_pieces_of_one_commitment_are_joined() -> None:
    story = pledged("Japan pledged to Cambodia to build a port and a new road.", "pledge", "to build a port")
    story.stretch("pledge", "a new road", origin={0: 0.9})
    assert [c.content for c in commitments(story)] == ["build a port and a new road"]


def test_request_whose_content_only_the_trigger_points_at() -> None:
    story = Story("Japan urged Cambodia to free all the prisoners.")
    roles = {"actor": {story.actor("Japan"): 0.9}, "recipient": {story.actor("Cambodia"): 0.9}}
    story.event("REQUEST", "urged", roles=roles, content="to free all the prisoners")
    assert [(c.kind, c.content) for c in commitments(story)] == [("request", "free all the prisoners")]


def test_commitment_without_an_act_takes_its_own_parties() -> None:
    story = Story("Japan will build a new port in Cambodia.")
    roles = {"by": {story.actor("Japan"): 0.9}, "to": {story.actor("Cambodia"): 0.9}}
    story.stretch("pledge", "will build a new port", roles=roles, who={"by": {"JPN": 0.9}, "to": {"KHM": 0.9}})
    (found,) = commitments(story)
    assert ([a.country for a in found.by], [a.country for a in found.to], found.event) == (["JPN"], ["KHM"], None)


# instruments


def test_instrument_is_listed_once_by_its_fullest_name() -> None:
    story = Story("The Paris Peace Accords bind all. They cited the Accords of 1991.")
    story.mention("instrument", "The Paris Peace Accords")
    story.mention("instrument", "the Accords")
    story.mention("date", "1991")
    (found,) = instruments(story)
    assert (found.name, found.date) == ("Paris Peace Accords", "1991")


def test_instrument_of_two_states_has_them_as_parties() -> None:
    story = Story("The 1960 US-Japan treaty holds.")
    story.mention("instrument", "The 1960 US-Japan treaty")
    (found,) = instruments(story)
    assert (found.name, found.date, found.parties) == ("1960 US-Japan treaty", "1960", ("USA", "JPN"))


def test_instrument_has_the_parties_and_day_of_its_making() -> None:
    story = Story("They invoked the Mekong Accord signed by Japan and Cambodia on June 2.")
    both, date = story.actor("Japan and Cambodia"), story.mention("date", "June 2")
    story.mention("instrument", "the Mekong Accord")
    story.event(
        "SUPPORT", "signed", roles={"actor": {both: 0.9}, "date": {date: 0.9}}, who={"actor": {"JPN": 0.9, "KHM": 0.9}}
    )
    (found,) = instruments(story)
    assert (found.date, set(found.parties)) == ("2024-06-02", {"JPN", "KHM"})


# relation claims


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Relations between Japan and Cambodia have been steady.", "steady"),
        ("Ties between Japan and Cambodia have had their ups and downs.", "volatile"),
        ("Japan is a close ally of Cambodia.", "allied"),
        ("Relations between Japan and Cambodia have soured.", "deteriorating"),
        ("Japan and Cambodia have strained ties.", "hostile"),
        ("Japan and Cambodia enjoy robust ties.", "friendly"),
        ("Ties between Japan and Cambodia are improving.", "improving"),
    ],
)
def test_claim_by_its_words(text: str, claim: str) -> None:
    found = claims(Story(text))
    assert [(c.claim, set(c.pair), c.speaker) for c in found if c.claim == claim] == [(claim, {"JPN", "KHM"}, None)]


def test_claim_of_the_model_with_its_bounds_and_speaker() -> None:
    text = f"“Japan and Cambodia have stood together since 1953,” {MINISTER} said."
    story = quoting(text, "said")
    story.stretch("claim", "have stood together since 1953", label="allied", who={"pair": {"JPN": 0.9, "KHM": 0.9}})
    (found,) = claims(story)
    assert (found.claim, set(found.pair), found.since) == ("allied", {"JPN", "KHM"}, "1953")
    assert found.speaker
    assert found.speaker.name == "Sok Dara"


def test_mediator_stands_between_the_pair_of_the_sentence_before() -> None:
    story = Story("Relations between Japan and Cambodia are tense. Norway has been a go-between.")
    story.stretch("claim", "tense", label="hostile", who={"pair": {"JPN": 0.9, "KHM": 0.9}})
    found = {c.claim: c for c in claims(story)}
    assert set(found["mediator"].pair) == {"JPN", "KHM"}
    assert found["mediator"].mediator == "NOR"


def test_mediator_named_beside_the_pair() -> None:
    (found,) = claims(Story("Norway is a mediator between Japan and Cambodia."))
    assert (found.claim, set(found.pair), found.mediator) == ("mediator", {"JPN", "KHM"}, "NOR")


def test_pair_spoken_of_before() -> None:
    (found,) = [c for c in claims(Story("Japan met Cambodia. Ties have been steady.")) if c.claim == "steady"]
    assert set(found.pair) == {"JPN", "KHM"}


def test_claim_about_one_state_is_none() -> None:
    assert claims(Story("Japan wants steady ties.")) == []


def test_claim_told_twice_in_one_breath_is_one() -> None:
    story = Story("Relations between Japan and Cambodia are steady, and ties of Japan and Cambodia stay stable.")
    story.stretch("claim", "ties of Japan and Cambodia stay stable", label="steady")
    assert len(claims(story)) == 1
