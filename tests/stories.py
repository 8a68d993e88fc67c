"""One agency's story as papers print it, and reports that are not it; for the tests of near-copies."""

WIRE = """\
Cambodia and Japan agreed on Thursday to resume high-level visits as soon as health conditions allow, their foreign ministers said after a telephone call.

Prak Sokhonn thanked Tokyo for 1.3 million doses of vaccine and for 20 ambulances delivered in September, the ministry in Phnom Penh said.

Hayashi Yoshimasa promised that Japan would go on training Cambodian peacekeepers, 6,800 of whom have served in nine countries since 2006.

The two also urged all parties in Myanmar to carry out the five-point consensus that Southeast Asian leaders reached in Jakarta on April 24.

Japan is the second largest donor to Cambodia and has lent it $2.8 billion for roads, ports and power lines since 1992.

Cambodia takes the chair of the Association of Southeast Asian Nations in January and has said that Myanmar will be its first concern.

A spokesman in Tokyo declined to say whether Prime Minister Kishida would travel to Phnom Penh in the spring, but said that both sides wished for it.

Trade between the two countries reached $1.7 billion last year, down 18 percent from the year before, according to customs figures.
"""

PARAGRAPHS = WIRE.strip().split("\n\n")

COPIES = {
    "as it came": WIRE,
    "with headline and byline": f"PHNOM PENH, LEADERS SPEAK\n\nBy our diplomatic correspondent, with agencies\n\n{WIRE}",
    "with boilerplate": f"{WIRE}\n\nSubscribe to our newsletter for the news of the day. © 2021 The Riverside Herald. All rights reserved. "
    "Reproduction without permission is forbidden. Follow us for more, and download our app.",
    "cut from the end": "\n\n".join(PARAGRAPHS[:5]),
    "lightly edited": WIRE.replace("on Thursday", "yesterday").replace("Tokyo", "the Japanese government").replace("promised", "pledged"),
    "paragraphs left out and moved": "\n\n".join([PARAGRAPHS[0], PARAGRAPHS[3], *PARAGRAPHS[1:3], PARAGRAPHS[6]]),
    "other line breaks and quotation marks": WIRE.replace("\n\n", "\n").replace(",", " ,"),
    "in capitals": WIRE.upper(),
}

OTHERS = {
    "another paper's own report of the same call": """\
Foreign Minister Prak Sokhonn has spoken by telephone with his new Japanese counterpart, Hayashi Yoshimasa, for the first time since the latter took office this month.

In the conversation, which lasted forty minutes, the two ministers took stock of ties that Cambodian officials call a strategic partnership. Mr Sokhonn expressed his gratitude for vaccines and ambulances.

Mr Hayashi assured him that training for peacekeepers would continue. Both called on the parties in Myanmar to honour what was agreed in Jakarta in April.

Analysts see in the call a sign that Tokyo wants to keep Phnom Penh from leaning further towards Beijing.
""",
    "a quotation of two paragraphs in a longer report": "\n\n".join(
        [
            "Diplomats in the region have been busy this month, and not only with the pandemic.",
            "Singapore sent its foreign secretary to Jakarta, where he met officials of four ministries and signed nothing.",
            "Thailand received an envoy of the United Nations and promised to let aid through at two crossings on its western border.",
            "Viet Nam protested against exercises in disputed waters, as it does every November, and was told that they were routine.",
            "The Philippines asked Washington for patrol boats, and heard that the matter was being looked into by the Coast Guard.",
            "Laos opened its railway to China with songs and a procession of monks, and asked for time to pay the debts it brings.",
            *PARAGRAPHS[:1],
            "Malaysia, for its part, called the ambassadors of three countries in to hear about palm oil, as the ministry put it.",
            "Brunei closes its year in the chair with a summit by video, to which the general who rules in Naypyidaw was not asked.",
            "Indonesia prepares to lead the twenty largest economies and has hired an advertising firm to say so at every airport.",
        ]
    ),
}


def bulletin(day: str, crossed: int, median: int, warned: int) -> str:
    """A ministry's daily bulletin: always the same words, other figures."""
    return f"""\
The Ministry of National Defence said on {day} that it had detected aircraft of the neighbouring army around the island in the last 24 hours.

Of these, {crossed} entered the air defence identification zone, and {median} crossed the median line of the strait, the ministry said in its daily bulletin.

The armed forces watched the situation, sent up patrols, {warned} warnings by radio were given, and missile systems on the coast tracked the activity.

The ministry condemned the flights as a threat to peace in the region and called on the other side to exercise restraint.
"""
