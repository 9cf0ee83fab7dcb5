"""Trains a two-layer network on real handwritten digits, and shows where the time went.

The data are scikit-learn's 1797 images of 8 x 8 pixels; a fifth of them is held out. Run it with
`make demo`, or `python examples/digits.py --help`.
"""

import argparse
import time

import matplotlib
import numpy as np
from sklearn.datasets import load_digits
from tqdm import tqdm

import covector as cv
import covector.nn as nn
import covector.numpy as cnp
from covector import random

matplotlib.use("Agg")
from matplotlib import pyplot as plt


def load(key):
    """Images as rows of 64 numbers from 0 to 1, and their digits: for training, and held out."""
    data = load_digits()
    order = random.permutation(key, len(data.target))
    images = cnp.asarray(data.data / 16, cnp.float32)[order]
    digits = cnp.asarray(data.target, cnp.int32)[order]
    held_out = len(digits) // 5
    return (images[held_out:], digits[held_out:]), (images[:held_out], digits[:held_out])


def initialize(key, sizes):
    """Weights and biases of each layer."""
    keys = random.split(key, len(sizes) - 1)
    return [
        {"weight": random.normal(k, (n, m)) * cnp.sqrt(2 / n), "bias": cnp.zeros(m)}
        for k, n, m in zip(keys, sizes[:-1], sizes[1:], strict=True)
    ]


def logits(params, images):
    """The network: a score for each of the ten digits."""
    for layer in params[:-1]:
        images = nn.relu(images @ layer["weight"] + layer["bias"])
    return images @ params[-1]["weight"] + params[-1]["bias"]


def loss(params, images, digits):
    """Mean cross entropy."""
    log_probabilities = nn.log_softmax(logits(params, images))
    return -cnp.mean(cnp.sum(nn.one_hot(digits, 10) * log_probabilities, axis=-1))


value_and_gradient = cv.jit(cv.value_and_grad(loss))


@cv.jit
def update(params, momentum, gradient, rate):
    """One step of gradient descent with momentum."""
    momentum = cv.tree.map(lambda m, g: 0.9 * m + g, momentum, gradient)
    return cv.tree.map(lambda p, m: p - rate * m, params, momentum), momentum


@cv.jit
def predict(params, images):
    """The most probable digit of each image."""
    return cnp.argmax(logits(params, images), axis=-1)


class Clock:
    """Adds up the time of the jitted functions that are called through it, by what it goes to."""

    def __init__(self):
        self.seconds = {"trace": 0.0, "compile": 0.0, "run": 0.0}

    def __call__(self, function, *args):
        before, start = cv.statistics(), time.perf_counter()
        result = cv.block_until_ready(function(*args))
        end, after = time.perf_counter(), cv.statistics()
        trace = after["trace_seconds"] - before["trace_seconds"]
        compile = after["compile_seconds"] - before["compile_seconds"]
        for part, seconds in zip(self.seconds, (trace, compile, end - start - trace - compile), strict=True):
            self.seconds[part] += seconds
        return result


def train(params, images, digits, epochs, batch, rate, key, clock):
    """Trains for some epochs; gives the parameters and the mean loss of each epoch."""
    momentum = cv.tree.map(cnp.zeros_like, params)
    steps = len(digits) // batch
    losses = []
    with tqdm(range(epochs), unit="epoch", desc="training") as progress:
        for _ in progress:
            key, shuffle = random.split(key)
            order = np.asarray(random.permutation(shuffle, len(digits)))[: steps * batch]
            total = 0.0
            for rows in order.reshape(steps, batch):
                value, gradient = clock(value_and_gradient, params, images[rows], digits[rows])
                params, momentum = clock(update, params, momentum, gradient, rate)
                total += float(value)
            losses.append(total / steps)
            progress.set_postfix(loss=f"{losses[-1]:.4f}", refresh=False)
    return params, losses


def picture(path, losses, images, digits, predictions):
    """The loss, and some held-out digits with what the network takes them for, the wrong ones first."""
    images, digits, predictions = (np.asarray(x) for x in (images, digits, predictions))
    figure = plt.figure(figsize=(10, 4), layout="constrained")
    left, right = figure.subfigures(1, 2)
    axes = left.subplots()
    axes.semilogy(range(1, len(losses) + 1), losses)
    axes.set(xlabel="epoch", ylabel="mean cross entropy", title="training loss")
    axes.grid(alpha=0.3)
    chosen = np.argsort(predictions == digits, kind="stable")[:24]
    for place, i in zip(right.subplots(4, 6).flat, chosen, strict=True):
        place.imshow(images[i].reshape(8, 8), cmap="gray_r")
        right_one = predictions[i] == digits[i]
        title = str(predictions[i]) if right_one else f"{predictions[i]}, is {digits[i]}"
        place.set_title(title, fontsize=9, color="black" if right_one else "red")
        place.axis("off")
    figure.savefig(path, dpi=120)
    plt.close(figure)


def report(seconds, parts):
    """Where the time went."""
    print(f"\ntime: {seconds:.2f} s, of which")
    rest = seconds - sum(parts.values())
    for name, part in {**parts, "data, shuffling, progress": rest}.items():
        print(f"  {name:26} {part:7.3f} s {part / seconds:6.1%}")


def main(arguments=None):
    """Trains, tests, and writes the picture; gives the accuracy on held-out digits."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--epochs", type=int, default=60)
    parser.add_argument("--hidden", type=int, default=256, help="units of the hidden layer")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--output", default="digits.png", help="file of the picture")
    options = parser.parse_args(arguments)

    start = time.perf_counter()
    clock = Clock()
    data_key, init_key, train_key = random.split(random.key(options.seed), 3)
    (images, digits), (test_images, test_digits) = load(data_key)
    params = initialize(init_key, [64, options.hidden, 10])
    params, losses = train(
        params, images, digits, options.epochs, options.batch, options.rate, train_key, clock
    )
    predictions = clock(predict, params, test_images)
    accuracy = float(cnp.mean(predictions == test_digits))
    seconds = time.perf_counter() - start

    picture(options.output, losses, test_images, test_digits, predictions)
    print(f"accuracy on {len(test_digits)} held-out digits: {accuracy:.2%} ({options.output})")
    report(seconds, clock.seconds)
    print(
        "\nthe gradient's IR: value_and_gradient.lower(params, images, digits).as_text(stage)\n"
        '  with stage "array", "transformed", "linalg", "llvm" or "asm"; or set COVECTOR_DUMP=folder'
    )
    lowered = value_and_gradient.lower(params, images[: options.batch], digits[: options.batch])
    lines = lowered.as_text(stage="transformed").splitlines()
    print(f'  "transformed" has {len(lines)} lines, and begins:')
    print("\n".join(f"    {line[:110]}" for line in lines[:8]))
    return accuracy


if __name__ == "__main__":
    main()
