#!/usr/bin/env python3
"""generate.py FOLDER ARTICLES [FILES]: writes articles of about 4 KB, the same on every run.

The articles tell invented stories in groups of four: the outlets of a group name the same
people, in several spellings, quote the same statements in several wordings and count the
same things.  All names are invented combinations of common ones.  FILES (default 100) is the
number of .jsonl files that the articles are spread over.
"""
import json
import os
import random
import sys
from datetime import date, timedelta

FIRST = """Anna Boris Carla Dmitri Elena Farid Greta Hassan Ivana Jorge Karim Leila Marta Nadia Oscar Pavel
Rosa Samir Tanya Umar Vera Walid Xenia Yusuf Zoran Alan Brian Clara Donald Edith Frank Gloria Harold Irene James
Kelly Louis Megan Nancy Owen Peter Rachel Simon Teresa Ursula Victor Wendy Arthur Bella""".split()
LAST_A = "Bar Cor Dal Fen Gar Hol Jen Kar Lan Mor Nor Pal Ros Sal Tor Ul Ver Wal Yar Zan Bel Dor Fal Mar".split()
LAST_B = "berg by dale dez enko er escu ev ez ford ham in iski ka ko lund man mont ney off ov otti son ström ton vic well wood".split()
PLACES = """Lisbon Porto Madrid Oslo Bergen Tallinn Riga Vilnius Warsaw Prague Vienna Graz Zagreb Belgrade Sofia
Athens Ankara Cairo Tunis Rabat Accra Lagos Nairobi Lusaka Lima Quito Bogota Caracas Havana Dublin Cardiff Leeds""".split()
ROLES = """minister mayor governor spokesman spokeswoman chairman director engineer judge commissioner secretary
ambassador professor doctor captain""".split()
FIELDS = "transport health energy finance water housing fishery railway port forest mining school".split()
BODIES = "Council Authority Federation Union Agency Committee Institute Company Bank Ministry".split()
ADJECTIVES = """old new narrow costly quiet sudden northern southern public private regional joint partial
broken silent crowded empty distant""".split()
NOUNS = """bridge harbour tunnel reservoir school hospital ferry railway market airport forest quarry dam pipeline
library stadium courthouse mill""".split()
VERBS = "repair close extend inspect replace abandon defend finance reopen survey guard measure".split()
REASONS = """the costs have doubled|nobody asked the residents|the winter came early|the contract has expired|
the river rose again|the court has not ruled|the workers refuse to go on|both sides need time|the money is missing|
the plans were wrong from the start|the inspectors found cracks|the neighbours object to the noise""".replace("\n", "").split("|")
COUNTED = "troops passengers workers homes people vehicles pupils patients tonnes residents".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
WHEN = ["last week", "next month", "two days ago", "in three weeks", "earlier this year", "at the end of the month", "in the spring of 2019", "a year ago"]
OUTLETS = ["Example Post", "Sample Daily", "Specimen Wire", "Pattern Herald", "Template Times"]
SYNONYMS = {"costs": "expenses", "residents": "inhabitants", "winter": "cold season", "contract": "agreement", "money": "funding",
            "repair": "mend", "close": "shut", "replace": "exchange", "wrong": "mistaken", "nobody": "no one", "need": "require"}


class Person:
    def __init__(self, random_):
        self.first = random_.choice(FIRST)
        self.last = random_.choice(LAST_A) + random_.choice(LAST_B)
        self.role = random_.choice(FIELDS) + " " + random_.choice(ROLES)

    def spelled(self, random_):
        last = self.last
        if last.endswith("iski"):
            last = last[:-4] + random_.choice(["iski", "isky", "iskiy"])
        elif last.endswith("ev"):
            last = last[:-2] + random_.choice(["ev", "yev"])
        return self.first + " " + last


class Story:
    """What the articles of a group have in common."""

    def __init__(self, number):
        self.random = random.Random(number)
        choose = self.random.choice
        self.day = date(2021, 1, 4) + timedelta(days=self.random.randrange(1000))
        self.place, self.other_place = self.random.sample(PLACES, 2)
        self.people = [Person(self.random) for _ in range(4)]
        self.body = f"{choose(LAST_A)}{choose(LAST_B)} {choose(FIELDS).title()} {choose(BODIES)}"
        self.thing = f"{choose(ADJECTIVES)} {choose(NOUNS)}"
        self.statements = [(person, self.statement()) for person in self.people for _ in range(2)]
        self.count, self.counted = 100 * self.random.randrange(3, 900), choose(COUNTED)

    def statement(self):
        choose = self.random.choice
        return (f"We will {choose(VERBS)} the {choose(ADJECTIVES)} {choose(NOUNS)} in {choose(PLACES)} because {choose(REASONS)}, "
                f"and the {choose(NOUNS)} must wait until {choose(DAYS)}")


def reworded(text, random_):
    words = [SYNONYMS[word] if word in SYNONYMS and random_.random() < 0.5 else word for word in text.split(" ")]
    return " ".join(words)


def paragraph(story, random_):
    choose = random_.choice
    person = choose(story.people)
    return choose([
        f"The {choose(FIELDS)} {choose(ROLES)} of {story.place} told the {story.body} on {choose(DAYS)} that the {story.thing} would be closed {choose(WHEN)}.",
        f"About {story.count:,} {story.counted} had to leave the area near {story.other_place}, according to the {story.body}.",
        f"{person.spelled(random_)}, the {person.role}, travelled from {story.place} to {story.other_place} on {choose(DAYS)} to see the {story.thing}.",
        f"Residents of {choose(PLACES)} have waited since {story.day.strftime('%B')} for a decision on the {choose(ADJECTIVES)} {choose(NOUNS)}.",
        f"{person.last} said that {choose(REASONS)} and that the {story.body} would decide {choose(WHEN)}.",
        f"The {choose(ADJECTIVES)} {choose(NOUNS)} cost more than {random_.randrange(2, 90)} million euros when it was built in {random_.randrange(1950, 2015)}.",
    ])


def article(number):
    story, random_ = Story(number // 4), random.Random(f"article {number}")
    published = story.day + timedelta(days=random_.randrange(3))
    paragraphs = [f"{story.place.upper()} — The {story.body} said on {DAYS[story.day.weekday()]} that the {story.thing} near {story.other_place} would stay closed."]
    for person, statement in random_.sample(story.statements, 5):
        words, name = reworded(statement, random_), person.spelled(random_)
        if random_.random() < 0.3:
            words = words.split(", and")[0]
        paragraphs.append(random_.choice([
            f"“{words},” said {name}, the {person.role}.",
            f"{name}, the {person.role}, said: “{words}.”",
            f"{name} told reporters that {words.replace('We ', 'they ', 1)}.",
        ]))
        paragraphs.append(paragraph(story, random_))
    while sum(len(p) for p in paragraphs) < 4000:
        paragraphs.insert(random_.randrange(1, len(paragraphs) + 1), paragraph(story, random_))
    return {"title": f"{story.thing.capitalize()} near {story.other_place} stays closed", "date": published.isoformat(),
            "publisher": {"name": OUTLETS[number % 4 + number // 4 % 2]}, "text": "\n\n".join(paragraphs)}


def main():
    folder, articles = sys.argv[1], int(sys.argv[2])
    files = int(sys.argv[3]) if len(sys.argv) > 3 else 100
    os.makedirs(folder, exist_ok=True)
    for file in range(files):
        with open(os.path.join(folder, f"{file:05}.jsonl"), "w", encoding="utf-8") as out:
            for number in range(articles * file // files, articles * (file + 1) // files):
                out.write(json.dumps(article(number), ensure_ascii=False) + "\n")


main()
