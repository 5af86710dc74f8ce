"""Made news: stories of any length, and revisions of them as editors make them, the same for the same seed.

Only `random()` of Python's generator is drawn from, whose numbers are the same in every version of Python.
"""
import random

PLACES = """river bridge council harbour school road farm mill station market tower dam field ferry hall street library
quarry orchard depot clinic theatre canal warehouse garden court prison museum stadium tunnel""".split()
DONE = "closed opened reported found moved mended left inspected called counted planned watched sold searched flooded".split()
FIRST = "Ann Peter Ruth Tom Inés Jonas Clara Milo Vera Hugh Léna Oskar Priya Samir Edith Boris".split()
LAST = "Holt Lowe Calder Birch Ward Reed Marsh Quill Tanner Voss Okoye Lindqvist Farrow Penn Abbot Sayer".split()
OFFICES = "mayor|harbour master|police chief|union leader|fire officer|minister|head teacher|engineer".split("|")
CUES = "said added warned insisted admitted explained".split()
UNNAMED = "a senior official|a source close to the inquiry|a witness|a spokesperson".split("|")
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


class Newswire:
    """Writes stories and edits them."""

    def __init__(self, seed):
        self._chance = random.Random(seed)

    def below(self, bound):
        return int(self._chance.random() * bound)

    def pick(self, things):
        return things[self.below(len(things))]

    def name(self):
        return f"{self.pick(FIRST)} {self.pick(LAST)}"

    def said(self):
        return f"We {self.pick(DONE)} the {self.pick(PLACES)} and nobody {self.pick(DONE)} the {self.pick(PLACES)} on that day"

    def sentence(self):
        """A sentence in parts that editors change: {"form", …}."""
        turn = self.below(10)
        if turn < 3:
            speaker = self.pick(UNNAMED) if self.below(4) == 0 else f"{self.name()}, the {self.pick(OFFICES)}"
            return {"form": "quote", "words": self.said(), "cue": self.pick(CUES), "speaker": speaker}
        if turn < 5:
            return {"form": "count", "number": 2 + self.below(900), "what": self.pick(PLACES), "done": self.pick(DONE)}
        if turn < 6:
            return {"form": "claim", "hedged": self.below(2) == 0, "what": self.pick(PLACES), "done": self.pick(DONE)}
        return {"form": "plain", "words": [self.pick(PLACES), self.pick(PLACES), self.pick(DONE), self.pick(DONE), self.pick(PLACES)]}

    def told(self, sentence):
        """A sentence's words."""
        form = sentence["form"]
        if form == "quote":
            return f"“{sentence['words']},” {sentence['cue']} {sentence['speaker']}."
        if form == "count":
            return f"At least {sentence['number']} people {sentence['done']} the {sentence['what']}, the council reported."
        if form == "claim":
            return f"The {sentence['what']} was {'allegedly ' if sentence['hedged'] else ''}{sentence['done']} before the alarm."
        if form == "note":
            return sentence["words"]
        one, other, done, also, third = sentence["words"]
        return f"The {one} near the {other} was {done} after engineers {also} a {third} behind it."

    def paragraphs(self, sentences):
        """Two sentences a paragraph, as agencies write; a note stands alone."""
        lines, line = [], []
        for sentence in sentences:
            if sentence["form"] == "note":
                lines += [" ".join(line)] if line else []
                lines.append(self.told(sentence))
                line = []
                continue
            line.append(self.told(sentence))
            if len(line) == 2:
                lines.append(" ".join(line))
                line = []
        return lines + ([" ".join(line)] if line else [])

    def text(self, sentences):
        return "\n".join(self.paragraphs(sentences))

    def story(self, length):
        """Sentences of at least so many characters together."""
        sentences = []
        while sum(len(self.told(sentence)) + 1 for sentence in sentences) < length:
            sentences.append(self.sentence())
        return sentences

    def edited(self, sentences, edits):
        """The story after so many edits; the one given stays as it is."""
        sentences = [dict(sentence) for sentence in sentences]
        for _ in range(edits):
            self.edit(sentences)
        return sentences

    def edit(self, sentences):
        turn, at = self.below(20), self.below(len(sentences))
        sentence = sentences[at]
        if turn < 3:
            sentences.insert(at, self.sentence())
        elif turn < 5 and len(sentences) > 4:
            sentences.pop(at)
        elif turn < 6:
            sentences.insert(self.below(len(sentences)), sentences.pop(at))
        elif turn < 7:
            note = f"Correction: an earlier version of this story misstated the day. It was {self.pick(DAYS)}."
            if not any(other["form"] == "note" for other in sentences):
                sentences.append({"form": "note", "words": note})
        elif sentence["form"] == "quote":
            part = self.below(3)
            if part == 0:
                sentence["words"] = sentence["words"].replace(" and nobody ", " but nobody ") + ", sadly"
            elif part == 1:
                sentence["cue"] = self.pick(CUES)
            else:
                sentence["speaker"] = f"{self.name()}, the {self.pick(OFFICES)}"
        elif sentence["form"] == "count":
            sentence["number"] += 1 + self.below(9)
        elif sentence["form"] == "claim":
            sentence["hedged"] = not sentence["hedged"]
        elif sentence["form"] == "plain":
            sentence["words"] = sentence["words"][:4] + [self.pick(PLACES)]
