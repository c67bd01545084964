"""Sentences as numbers of word pieces, for calibration and for measurement.

usage: minilm_tokens.py FOLDER
  FOLDER  holds tokenizer.json and gets tokens.txt: a sentence a line, `c` in front of those for calibration, `m` in
          front of those for measurement
"""

import json
import pathlib
import sys

from minilm_states import SENTENCES, tokens

CALIBRATION = [
    "The train to Hamburg leaves from platform nine.",
    "My sister bought a second-hand bicycle last week.",
    "Please restart the server before noon.",
    "The soup needs more salt and a little pepper.",
    "Scientists measured the distance to the nearest star.",
    "Our flight was delayed because of heavy fog.",
    "He learned to play chess from his grandfather.",
    "The contract must be signed by both parties.",
    "A small dog barked at the postman.",
    "The new library opens its doors on Saturday.",
    "What time does the concert begin?",
    "The river flooded the fields after the storm.",
    "She painted the kitchen in a bright yellow.",
    "Prices of vegetables fell in the summer.",
    "The engine makes a strange noise when it is cold.",
    "Children under twelve travel free of charge.",
    "The teacher explained the theorem twice.",
    "I would like a table for two near the window.",
    "The company announced a loss for the third quarter.",
    "Snow covered the roofs of the village.",
    "Can you recommend a good dentist in this area?",
    "The patch fixes a memory leak in the parser.",
    "They walked along the beach until sunset.",
    "The museum shows paintings from the nineteenth century.",
    "Take one tablet every eight hours with water.",
    "The goalkeeper saved two penalties in the final.",
    "Transistors became smaller every year for decades.",
    "This recipe works just as well with honey.",
    "The judge adjourned the hearing until Thursday.",
    "A volcano erupted on the island this morning.",
    "My laptop does not connect to the network.",
    "The orchestra rehearsed the symphony all afternoon.",
    "Wolves returned to the forest after a hundred years.",
    "The bridge is closed for repairs until autumn.",
    "He speaks four languages and reads two more.",
    "The bank raised the fee for foreign transfers.",
    "Plants turn light into sugar.",
    "She lost her keys somewhere in the park.",
    "The satellite sends pictures of the clouds every hour.",
    "Nobody answered the telephone at the office.",
]


def main():
    folder = pathlib.Path(sys.argv[1])
    vocabulary = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    lines = [("c", sentence) for sentence in CALIBRATION] + [("m", sentence) for sentence in SENTENCES]
    text = "\n".join(mark + " ".join(map(str, tokens(sentence, vocabulary))) for mark, sentence in lines)
    (folder / "tokens.txt").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
