"""Values of the element-wise functions, for FunctionBoundsTest:

    python ir/src/test/python/function_values.py > ir/src/test/resources/functions/values.csv

Each line has a function, a float32 argument and the nearest double of the result, computed by mpmath with 60 digits.
"""

import random
import struct

from mpmath import mp, mpf

mp.dps = 60


def sigmoid(x):
    return 1 / (1 + mp.exp(-x))


def softplus(x):
    return mp.log(1 + mp.exp(x))


WIDE, UNIT, ABOVE = (1e-6, 80), (1e-6, 1), (1, 1e6)
FUNCTIONS = {
    "EXP": (mp.exp, WIDE, -1),
    "LOG": (mp.log, (1e-30, 1e30), 1),
    "SIN": (mp.sin, (1e-6, 1e6), -1),
    "COS": (mp.cos, (1e-6, 1e6), -1),
    "TAN": (mp.tan, (1e-6, 1e6), -1),
    "ASIN": (mp.asin, UNIT, -1),
    "ACOS": (mp.acos, UNIT, -1),
    "ATAN": (mp.atan, (1e-6, 1e6), -1),
    "SINH": (mp.sinh, WIDE, -1),
    "COSH": (mp.cosh, WIDE, -1),
    "TANH": (mp.tanh, (1e-6, 20), -1),
    "ASINH": (mp.asinh, (1e-6, 1e30), -1),
    "ACOSH": (mp.acosh, ABOVE, 1),
    "ATANH": (mp.atanh, UNIT, -1),
    "ERF": (mp.erf, (1e-6, 6), -1),
    "SIGMOID": (sigmoid, WIDE, -1),
    "SOFTPLUS": (softplus, WIDE, -1),
    "SOFTSIGN": (lambda x: x / (1 + abs(x)), WIDE, -1),
    "MISH": (lambda x: x * mp.tanh(softplus(x)), WIDE, -1),
    "GELU": (lambda x: x / 2 * mp.erfc(-x / mp.sqrt(2)), (1e-6, 12), -1),
    "GELU_TANH": (
        lambda x: x * sigmoid(2 * mp.sqrt(2 / mp.pi) * (x + mpf(0.044715) * x**3)),
        (1e-6, 5),
        -1,
    ),
}


def single(x):
    return struct.unpack("f", struct.pack("f", x))[0]


random.seed(1)
print("# kind, argument, nearest double of the value")
for name, (function, (low, high), lowest) in FUNCTIONS.items():
    for _ in range(40):
        magnitude = low * (high / low) ** random.random()
        x = single(magnitude * random.choice([1, lowest]))
        print(f"{name}, {x.hex()}, {float(function(mpf(x))).hex()}")
