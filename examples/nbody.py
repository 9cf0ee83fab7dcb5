"""Finds an orbit on which three bodies follow each other, by gradients through a simulation.

Three equal bodies attract each other. After a third of the period each should be where the next one was at
first, with its velocity. Gradient descent changes where and how fast they start; its gradients go back
through all steps of the simulation, a `scan` that keeps the states of about `2 sqrt(n)` of its `n` steps
(`checkpoint="sqrt"`). What it finds is the figure of eight of Moore, Chenciner and Montgomery.
Run `python examples/nbody.py --help`.
"""

import argparse
import time

import matplotlib
import numpy as np

import covector as cv
import covector.numpy as cnp
from covector import lax
from covector.ad_checkpoint import saved_residuals

matplotlib.use("Agg")
from matplotlib import pyplot as plt

PERIOD = 6.3259
# Positions and velocities near the orbit.
START = [[[-1.05, 0.3], [0.9, -0.2], [0.05, 0.05]], [[0.3, 0.5], [0.4, 0.4], [-0.8, -0.95]]]


def accelerations(positions):
    """By gravity, of bodies of mass 1."""
    between = positions[None] - positions[:, None]
    squares = cnp.sum(between**2, axis=-1) + cnp.eye(len(positions))  # a body does not attract itself
    return cnp.sum(between / squares[..., None] ** 1.5, axis=1)


def simulate(state, duration, steps, checkpoint=None):
    """The last positions and velocities, and the positions after all steps, by the leapfrog method."""
    h = duration / steps

    def step(state, _):
        positions, velocities = state
        velocities = velocities + h / 2 * accelerations(positions)
        positions = positions + h * velocities
        velocities = velocities + h / 2 * accelerations(positions)
        return cnp.stack([positions, velocities]), positions

    return lax.scan(step, state, length=steps, checkpoint=checkpoint)


def loss(state, steps, checkpoint):
    """How far the bodies are from having taken each other's places after a third of the period."""
    last, _ = simulate(state, PERIOD / 3, steps, checkpoint)
    return cnp.sum((last - cnp.roll(state, -1, axis=1)) ** 2)


value_and_gradient = cv.jit(cv.value_and_grad(loss), static_argnums=(1, 2))


@cv.jit
def update(x, state, gradient, rate):
    """One step of Adam."""
    count, mean, square = state
    count, mean, square = count + 1, 0.9 * mean + 0.1 * gradient, 0.99 * square + 0.01 * gradient**2
    x = x - rate * (mean / (1 - 0.9**count)) / (cnp.sqrt(square / (1 - 0.99**count)) + 1e-12)
    return x, (count, mean, square)


def descend(x, steps, iterations, rate):
    """Where bodies should start, and the loss in each iteration."""
    state = (0.0, 0 * x, 0 * x)
    losses = []
    for i in range(iterations):
        value, gradient = value_and_gradient(x, steps, "sqrt")
        x, state = update(x, state, gradient, rate * 10 ** (-4 * i / iterations))
        losses.append(float(value))
    return x, losses


def kept(x, steps, checkpoint):
    """Bytes of what reverse mode keeps of all steps."""
    types = saved_residuals(lambda x: loss(x, steps, checkpoint), x)
    return sum(int(np.prod(shape)) * dtype.itemsize for shape, dtype in types)


def picture(path, before, after, losses, memory):
    """The orbits from the first start and from the one that was found, the loss, and what is kept."""
    figure, axes = plt.subplots(2, 2, figsize=(12, 7), layout="constrained", width_ratios=[2, 1])
    rows = [("before: one period", before, 1.0), ("after: three periods", after, 3.0)]
    for place, (title, state, periods) in zip(axes[:, 0], rows, strict=True):
        orbit = np.asarray(cv.jit(lambda s, p=periods: simulate(s, p * PERIOD, 6000)[1])(state))
        for body, color in enumerate(["tab:blue", "tab:orange", "tab:green"]):
            place.plot(*orbit[:, body].T, color=color, lw=1, alpha=0.8)
            place.plot(*state[0, body], "o", color=color)
            place.annotate(
                "", state[0, body] + 0.2 * state[1, body], state[0, body], arrowprops={"arrowstyle": "->"}
            )
        place.set(title=title, aspect="equal")
    axes[0, 1].semilogy(losses)
    axes[0, 1].set(xlabel="iteration", title="square of the distance from the goal")
    names = [str(name) for name in memory]
    axes[1, 1].bar(names, [size / 1024 for size in memory.values()])
    axes[1, 1].set(yscale="log", xlabel="checkpoint=", ylabel="KiB", title="what reverse mode keeps")
    for each in axes.flat:
        each.grid(alpha=0.3)
    figure.savefig(path, dpi=120)
    plt.close(figure)


def main(arguments=None):
    """Finds the orbit, and writes the picture; gives the last loss."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=1000, help="of the simulation")
    parser.add_argument("--iterations", type=int, default=1500)
    parser.add_argument("--rate", type=float, default=0.02, help="of Adam, at first")
    parser.add_argument("--output", default="nbody.png", help="file of the picture")
    options = parser.parse_args(arguments)

    with cv.enable_x64():
        before = cnp.array(START)
        begin = time.perf_counter()
        after, losses = descend(before, options.steps, options.iterations, options.rate)
        seconds = time.perf_counter() - begin
        print(f"loss {losses[0]:.3e} -> {losses[-1]:.3e} in {options.iterations} iterations, {seconds:.2f} s")
        memory = {}
        for checkpoint in (None, "sqrt", "log"):
            memory[checkpoint] = kept(before, options.steps, checkpoint)
            times = []
            for _ in range(4):
                begin = time.perf_counter()
                cv.block_until_ready(value_and_gradient(after, options.steps, checkpoint))
                times.append(time.perf_counter() - begin)
            size, least = memory[checkpoint], min(times) * 1e3
            print(f"checkpoint={checkpoint!r:6}: keeps {size:7} bytes, {least:.2f} ms a gradient")
        angular = cnp.sum(after[0, :, 0] * after[1, :, 1] - after[0, :, 1] * after[1, :, 0])
        print(f"angular momentum of the orbit: {float(angular):.1e} (that of the eight is 0)")
        picture(options.output, np.asarray(before), np.asarray(after), losses, memory)
        print(f"picture: {options.output}")
    return losses[-1]


if __name__ == "__main__":
    main()
