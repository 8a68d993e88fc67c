"""Who did what to whom and when, rule by rule of the codebook, on readings made by hand."""

import pytest

from builders import NOTHING, Story
from dragoman.coding.events import Act, Rules, code_acts
from dragoman.coding.names import fullest, person_name
from dragoman.coding.times import code_dates, main_day, settle_aux

RULES = Rules(trigger=0.7, shy_trigger=0.7, actor=0.4, recipient=0.3, fallback=0.12, needed=0.15, mode=0.45, likely_mode=0.25, same=0.5)
MINISTER = "Cambodian Foreign Minister Sok Dara"


def acts(story: Story) -> list[Act]:
    return code_acts(story.scene(), story.cast(), RULES)


def sides(act: Act) -> tuple[set[str | None], set[str | None]]:
    return {p.actor.country for p in act.actors}, {p.actor.country for p in act.recipients}


# names


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        (MINISTER, "Sok Dara"),
        ("Mr. Sok Dara", "Sok Dara"),
        ("Crown Prince Faisal bin Khalid", "Faisal bin Khalid"),
        ("President Jean-Luc Moreau", "Jean-Luc Moreau"),
        ("Kenji Morita, the Japanese Foreign Minister", "Kenji Morita"),
        ("the Foreign Minister of Japan", None),
        ("UN Secretary-General", None),
        ("ASEAN", None),
        ("the ministry", None),
        ("He", None),
    ],
)
def test_person_name(phrase: str, name: str | None) -> None:
    story = Story(phrase + " spoke")
    story.actor(phrase)
    hinted = frozenset(i for a, b, h in story.hints if h.kind != "person" for i in range(a, b + 1))
    named = person_name(story.scene().reading, story.mentions[0], hinted)
    assert (named.name if named else None) == name


def test_fullest_name() -> None:
    assert fullest(["Dara", "Sok Dara", "Morita"]) == {"Dara": "Sok Dara", "Sok Dara": "Sok Dara", "Morita": "Morita"}


# actors


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("Japan spoke", "Japan", ("JPN", None, "GOV", "name")),
        ("Japanese officials spoke", "Japanese officials", ("JPN", None, "GOV", "demonym")),
        ("Tokyo spoke", "Tokyo", ("JPN", None, "GOV", "capital")),
        ("The Kremlin spoke", "The Kremlin", ("RUS", None, "GOV", "seat")),
        ("They met ASEAN", "ASEAN", ("IGO", "ASEAN", None, "body")),
        (MINISTER + " spoke", MINISTER, ("KHM", "Sok Dara", "GOV", "demonym")),
    ],
)
def test_actor_by_its_own_words(text: str, phrase: str, expected: tuple[str | None, ...]) -> None:
    story = Story(text)
    (actor,) = story.resolved(story.actor(phrase))
    assert (actor.country, actor.name, actor.sector, actor.how) == expected
    assert actor.mention
    assert text[slice(*actor.mention)] == phrase


def test_office_is_the_role() -> None:
    story = Story(MINISTER + " spoke. Dara left.")
    story.actor(MINISTER)
    (later,) = story.resolved(story.actor("Dara", 1, means={"KHM": 0.8}))
    assert (later.name, later.role, later.country) == ("Sok Dara", "Foreign Minister", "KHM")


def test_ministry_has_a_role_and_no_name() -> None:
    story = Story("The Cambodian Foreign Ministry spoke")
    (actor,) = story.resolved(story.actor("The Cambodian Foreign Ministry"))
    assert (actor.country, actor.name, actor.role) == ("KHM", None, "Foreign Ministry")


def counterpart() -> tuple[Story, int]:
    story = Story(MINISTER + " met his Japanese counterpart, Kenji Morita")
    story.actor(MINISTER)
    return story, story.actor("his Japanese counterpart, Kenji Morita", means={"JPN": 0.9, "KHM": 0.2})


def test_counterpart_is_of_the_other_state() -> None:
    story, other = counterpart()
    (actor,) = story.resolved(other)
    assert (actor.country, actor.name, actor.how) == ("JPN", "Kenji Morita", "counterpart")


def test_counterpart_has_the_same_office() -> None:
    story, other = counterpart()
    assert story.resolved(other)[0].role == "Foreign Minister"


def test_envoy_to_a_state_is_not_of_that_state() -> None:
    story = Story("the Japanese ambassador to Cambodia spoke")
    (actor,) = story.resolved(story.actor("the Japanese ambassador to Cambodia", means={"JPN": 0.9, "KHM": 0.1}))
    assert actor.country == "JPN"


def test_pronoun_stands_for_its_antecedent() -> None:
    story = Story(MINISTER + " came. He thanked Japan.")
    him = story.actor(MINISTER)
    (actor,) = story.resolved(story.actor("He", means={}, same_as=him))
    assert (actor.country, actor.name, actor.role, actor.how) == ("KHM", "Sok Dara", "Foreign Minister", "pronoun")


def test_both_sides_are_those_just_named() -> None:
    story = Story("France left. Japan met Cambodia. Both sides agreed.")
    for state in ("France", "Japan", "Cambodia"):
        story.actor(state)
    both = story.resolved(story.actor("Both sides", means={}))
    assert [(a.country, a.how) for a in both] == [("KHM", "definite"), ("JPN", "definite")]


def test_plural_stands_for_whom_the_model_means() -> None:
    story = Story("Japan met Cambodia and France. The two ministers agreed.")
    for state in ("Japan", "Cambodia", "France"):
        story.actor(state)
    both = story.resolved(story.actor("The two ministers", means={"JPN": 0.8, "FRA": 0.7, "KHM": 0.2}))
    assert {a.country for a in both} == {"JPN", "FRA"}


@pytest.mark.parametrize("phrase", ["Japan and Cambodia", "Japan, Cambodia and France", "Japan-Cambodia"])
def test_compound_actors_are_several(phrase: str) -> None:
    story = Story(phrase + " agreed")
    found = [a.country for a in story.resolved(story.actor(phrase))]
    assert found == ["JPN", "KHM", "FRA"][: len(found)]
    assert len(found) == len(story.hints)


def test_body_unknown_to_the_gazetteer_keeps_its_name() -> None:
    story = Story("They joined the Mekong Dialogue Forum")
    (actor,) = story.resolved(story.actor("the Mekong Dialogue Forum", means={}, is_a={"IGO": 0.9, "NONE": 0.1}))
    assert (actor.country, actor.name, actor.sector) == ("IGO", "Mekong Dialogue Forum", None)


def test_unknown_actor_has_no_country() -> None:
    story = Story("the gunmen fled")
    (actor,) = story.resolved(story.actor("the gunmen", means={}, is_a=NOTHING, sector="UAF"))
    assert (actor.country, actor.name, actor.role, actor.sector, actor.how) == (None, None, "gunmen", "UAF", "unresolved")


def test_places_and_dates_are_no_actors() -> None:
    story = Story("They met in Tokyo")
    assert story.resolved(story.mention("place", "Tokyo")) == ()


# events


def urged(**roles: float) -> Story:
    story = Story("Japan urged Cambodia")
    actor, recipient = story.actor("Japan"), story.actor("Cambodia")
    who = {"actor": {"JPN": roles.get("actor", 0.9)}, "recipient": {"KHM": roles.get("recipient", 0.9)}}
    arcs = {"actor": {actor: roles.get("actor", 0.9)}, "recipient": {recipient: roles.get("recipient", 0.9)}}
    story.event("REQUEST", "urged", roles=arcs, who=who)
    return story


def test_who_does_what_to_whom() -> None:
    (act,) = acts(urged())
    assert (act.type, act.aux, act.triggers) == ("REQUEST", "actual", (0,))
    assert sides(act) == ({"JPN"}, {"KHM"})


@pytest.mark.parametrize(("score", "found"), [(0.9, True), (0.2, True), (0.05, False)])
def test_needed_recipient_is_taken_though_unsure(score: float, found: bool) -> None:  # noqa: FBT001
    (act,) = acts(urged(recipient=score))
    assert bool(act.recipients) == found


def test_actor_far_too_unlikely_is_left_out() -> None:
    (act,) = acts(urged(actor=0.05))
    assert sides(act) == (set(), {"KHM"})


def test_event_of_nobody_is_none() -> None:
    assert acts(urged(actor=0.05, recipient=0.05)) == []


def test_state_that_only_the_model_names_is_inferred() -> None:
    story = Story("Japan urged restraint")
    actor = story.actor("Japan")
    story.event(
        "REQUEST", "urged", roles={"actor": {actor: 0.9}}, who={"actor": {"JPN": 0.9}, "recipient": {"KHM": 0.9}}
    )
    (part,) = acts(story)[0].recipients
    assert (part.actor.country, part.actor.sector, part.actor.how, part.mention) == ("KHM", "GOV", "inferred", None)


def test_mutual_act_has_all_as_actors() -> None:
    story = Story("Japan met Cambodia")
    both = {story.actor("Japan"): 0.9, story.actor("Cambodia"): 0.9}
    codes = {"JPN": 0.9, "KHM": 0.9}
    story.event("CONSULT", "met", roles={"actor": both, "recipient": both}, who={"actor": codes, "recipient": codes})
    assert sides(acts(story)[0]) == ({"JPN", "KHM"}, set())


def test_nobody_is_on_both_sides() -> None:
    story = Story("Japan condemned Cambodia")
    japan, cambodia = story.actor("Japan"), story.actor("Cambodia")
    roles = {"actor": {japan: 0.9, cambodia: 0.5}, "recipient": {cambodia: 0.9, japan: 0.6}}
    who = {"actor": {"JPN": 0.9, "KHM": 0.5}, "recipient": {"KHM": 0.9, "JPN": 0.6}}
    story.event("ACCUSE", "condemned", roles=roles, who=who)
    assert sides(acts(story)[0]) == ({"JPN"}, {"KHM"})


@pytest.mark.parametrize("pair", [("JPN", "KHM"), ("KHM", "JPN"), ("FRA", "RUS"), ("RUS", "FRA"), ("USA", "CHN"), ("CHN", "USA")])
def test_of_two_on_both_sides_the_likelier_actor_stays_one(pair: tuple[str, str]) -> None:
    one, other = pair
    story = Story("There was a rebuke today")
    story.event("ACCUSE", "a rebuke", who={"actor": {one: 0.8, other: 0.7}, "recipient": {one: 0.9, other: 0.95}})
    assert sides(acts(story)[0]) == ({one}, {other})


def test_modes_and_contexts_above_their_threshold() -> None:
    story = Story("Japan phoned Cambodia")
    roles = {"actor": {story.actor("Japan"): 0.9, story.actor("Cambodia"): 0.9}}
    modes = {"CONSULT:phone": 0.9, "CONSULT:visit": 0.1, "ASSAULT:drone": 0.9}
    story.event("CONSULT", "phoned", roles=roles, modes=modes, contexts={"diplomatic": 0.9, "military": 0.1})
    (act,) = acts(story)
    assert (act.modes, act.contexts) == (("phone",), ("diplomatic",))


def told_twice(same: float) -> Story:
    story = Story(
        f"Japan urged Cambodia. The call by {MINISTER.replace('Cambodian', 'Japanese')} on Cambodia was heard."
    )
    state, person = story.actor("Japan"), story.actor("Japanese Foreign Minister Sok Dara")
    asked, again = story.actor("Cambodia"), story.actor("Cambodia", 1)
    who = {"actor": {"JPN": 0.9}, "recipient": {"KHM": 0.9}}
    story.event("REQUEST", "urged", roles={"actor": {state: 0.9}, "recipient": {asked: 0.9}}, who=who, same={1: same})
    story.event(
        "REQUEST", "call", roles={"actor": {person: 0.9}, "recipient": {again: 0.9}}, who=who, same={0: same}, score=0.8
    )
    return story


def test_one_act_told_twice_is_one_and_the_person_its_actor() -> None:
    (act,) = acts(told_twice(0.95))
    assert act.triggers == (0, 1)
    assert [(p.actor.country, p.actor.name) for p in act.actors] == [("JPN", "Sok Dara")]
    assert sides(act) == ({"JPN"}, {"KHM"})


def test_two_acts_stay_two() -> None:
    assert [a.triggers for a in acts(told_twice(0.1))] == [(0,), (1,)]


# times


def test_main_day_is_the_first_recent_day_named() -> None:
    story = Story("It began on 1 May 2023. They met on June 4.")
    story.mention("date", "1 May 2023")
    assert main_day(story.scene()) == "2024-06-05"
    story.mention("date", "June 4")
    assert main_day(story.scene()) == "2024-06-04"
    assert main_day(Story("They met.", published=None).scene()) is None


def dated(phrase: str, kind: str = "CONSULT", aux: str = "actual", before: str = "") -> tuple[str | None, str]:
    story = Story(f"{before}Japan met Cambodia {phrase}.")
    who = {story.actor("Japan"): 0.9, story.actor("Cambodia"): 0.9}
    date = {story.mention("date", phrase): 0.9} if phrase else {}
    story.event(kind, "met", roles={"actor": who, "date": date}, aux=aux)
    (act,), scene = acts(story), story.scene()
    (day,) = code_dates(scene, [act])
    return day, settle_aux(scene, act, day)


@pytest.mark.parametrize(
    ("phrase", "day", "aux"),
    [
        ("on June 3", "2024-06-03", "actual"),
        ("in March", "2024-03", "actual"),
        ("in 2019", "2019", "historical"),
        ("on 4 May 2023", "2023-05-04", "historical"),
    ],
)
def test_told_date(phrase: str, day: str, aux: str) -> None:
    assert dated(phrase) == (day, aux)


def test_act_in_words_without_a_date_is_of_the_day() -> None:
    assert dated("") == ("2024-06-05", "actual")


@pytest.mark.parametrize(("kind", "aux"), [("ASSAULT", "historical"), ("CONSULT", "future"), ("CONSULT", "negated")])
def test_others_without_a_date_have_none(kind: str, aux: str) -> None:
    assert dated("", kind, aux) == (None, aux)


def test_deed_without_a_date_is_of_the_day_only_where_the_report_opens_with_it() -> None:
    assert dated("", "ASSAULT") == ("2024-06-05", "actual")
    assert dated("", "ASSAULT", before="It rained. It snowed. It hailed. ") == (None, "actual")


def test_act_in_words_takes_the_day_of_its_occasion() -> None:
    story = Story("Japan met Cambodia on June 2. Japan thanked Cambodia.")
    who, date = {story.actor("Japan"): 0.9}, {story.mention("date", "June 2"): 0.9}
    story.event("CONSULT", "met", roles={"actor": who, "date": date})
    story.event("SUPPORT", "thanked", roles={"actor": {story.actor("Japan", 1): 0.9}})
    assert code_dates(story.scene(), acts(story)) == ["2024-06-02", "2024-06-02"]
