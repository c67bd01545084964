"""Makes labelled jets from scratch: Pythia 8 proton-proton collisions at 13 TeV, clustered with FastJet.

Every class is one hard process with initial- and final-state radiation, multiple interactions and
hadronisation on. Visible particles within |eta| < 4 are clustered with anti-kT, R = 0.8; one of the two
leading jets enters the sample if 0.8 TeV < pT < 1.2 TeV, |eta| < 2.5 and the parton or resonance of
its class lies within 0.4 of its axis. There is no detector simulation.

    python generate_jets.py --jets 21000 --output build

writes one file per class and chunk; a chunk's seed depends on its class and number alone, so runs can be
interrupted, resumed or spread over machines and give the same jets.
"""

import argparse
import time
from pathlib import Path

import fastjet
import numpy as np
import pythia8mc

from features import features
from metrics import CLASSES

COMMON = (
    "Beams:eCM = 13000.",
    "PhaseSpace:pTHatMin = 900.",
    "PhaseSpace:pTHatMax = 1250.",
    "Print:quiet = on",
    "Check:event = off",
    "Random:setSeed = on",
)
PROCESSES = {
    "gluon": ("HardQCD:gg2gg = on", "HardQCD:qqbar2gg = on"),
    "quark": (
        "HardQCD:qq2qq = on",
        "HardQCD:gg2qqbar = on",
        "HardQCD:qqbar2qqbarNew = on",
        "HardQCD:nQuarkNew = 3",
    ),
    "W": ("WeakDoubleBoson:ffbar2WW = on", "24:onMode = off", "24:onIfAny = 1 2 3 4 5"),
    "Z": (
        "WeakDoubleBoson:ffbar2gmZgmZ = on",
        "WeakZ0:gmZmode = 2",
        "23:onMode = off",
        "23:onIfAny = 1 2 3 4 5",
    ),
    "top": (
        "Top:gg2ttbar = on",
        "Top:qqbar2ttbar = on",
        "24:onMode = off",
        "24:onIfAny = 1 2 3 4 5",
    ),
}
WANTED_IDS = {"gluon": {21}, "quark": {1, 2, 3}, "W": {24}, "Z": {23}, "top": {6}}

ANTI_KT = fastjet.JetDefinition(fastjet.antikt_algorithm, 0.8)
CAMBRIDGE = fastjet.JetDefinition(fastjet.cambridge_algorithm, fastjet.JetDefinition.max_allowable_R)
MASS_DROP_CUT = 0.1
CHUNK = 2100


def generator(kind, seed):
    """A Pythia instance ready to make events of one class."""
    pythia = pythia8mc.Pythia("", False)
    for setting in COMMON + PROCESSES[kind] + (f"Random:seed = {seed}",):
        if not pythia.readString(setting):
            raise ValueError(f"Pythia does not know the setting '{setting}'")
    if not pythia.init():
        raise RuntimeError(f"Pythia could not be set up for class {kind}")
    return pythia


def leading_jets(event):
    """The two hardest jets of the event."""
    particles = [
        fastjet.PseudoJet(p.px(), p.py(), p.pz(), p.e())
        for p in event
        if p.isFinal() and p.isVisible() and abs(p.eta()) < 4
    ]
    sequence = fastjet.ClusterSequence(particles, ANTI_KT)
    # The sequence owns the clustering history that constituents() reads, so it is handed on.
    return sequence, fastjet.sorted_by_pt(sequence.inclusive_jets(700.0))[:2]


def groom(jet):
    """The jet left by the modified mass-drop tagger: the first splitting with min(pT)/sum(pT) > 0.1."""
    sequence = fastjet.ClusterSequence(list(jet.constituents()), CAMBRIDGE)
    current = sequence.inclusive_jets()[0]
    first, second = fastjet.PseudoJet(), fastjet.PseudoJet()
    while current.has_parents(first, second):
        harder, softer = (first, second) if first.perp() >= second.perp() else (second, first)
        if softer.perp() > MASS_DROP_CUT * (first.perp() + second.perp()):
            break
        current = fastjet.PseudoJet(harder)
    return sequence, current


def table(constituents):
    """Rows (pT, rapidity, azimuth) of the constituents."""
    return np.array([(c.perp(), c.rap(), c.phi()) for c in constituents])


def matched(event, kind, jet):
    """Whether a parton or resonance of the class, from the hard process, lies within 0.4 of the jet axis."""
    for index in (5, 6):
        particle = event[index]
        if particle.idAbs() not in WANTED_IDS[kind]:
            continue
        if kind in ("W", "Z", "top"):
            particle = event[particle.iBotCopyId()]
        azimuth = abs((particle.phi() - jet.phi() + np.pi) % (2 * np.pi) - np.pi)
        if np.hypot(particle.y() - jet.rap(), azimuth) < 0.4:
            return True
    return False


def chunk(kind, seed, wanted):
    """Features of `wanted` jets of one class."""
    pythia = generator(kind, seed)
    rows = []
    while len(rows) < wanted:
        if not pythia.next():
            continue
        sequence, jets = leading_jets(pythia.event)
        for jet in jets:
            if not (800 < jet.perp() < 1200 and abs(jet.eta()) < 2.5 and matched(pythia.event, kind, jet)):
                continue
            groomed_sequence, groomed = groom(jet)
            remaining = table(groomed.constituents())
            if len(remaining) >= 3:
                rows.append(features(table(jet.constituents()), remaining, max(groomed.m(), 0.0)))
    return np.array(rows[:wanted], dtype=np.float32)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--jets", type=int, default=21000, help=f"jets per class, in chunks of {CHUNK}")
    arguments.add_argument("--output", type=Path, default=Path("build"), help="folder for the chunks")
    options = arguments.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    for number in range(-(-options.jets // CHUNK)):
        for label, kind in enumerate(CLASSES):
            path = options.output / f"{kind}-{number:02}.npy"
            if path.exists():
                continue
            start = time.monotonic()
            rows = chunk(kind, 1000 * (label + 1) + number, CHUNK)
            # A partial file under the final name would count as done after an interruption.
            partial = path.with_suffix(".partial.npy")
            np.save(partial, rows)
            partial.rename(path)
            print(f"{path.name}: {len(rows)} jets in {time.monotonic() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()
