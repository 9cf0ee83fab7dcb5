"""Fits a differential equation to data, through its solver with error control.

The data are the pelts of hares and lynxes that the Hudson's Bay Company bought from 1900 to 1920, in
thousands. The equation is Lotka's and Volterra's. The solver is Dormand's and Prince's, in a `while_loop`
whose steps are as many as the error asks for; gradients go back through all of them.
Run `python examples/ode_fit.py --help`.
"""

import argparse
import time

import matplotlib
import numpy as np

import covector as cv
import covector.numpy as cnp
from covector import lax

matplotlib.use("Agg")
from matplotlib import pyplot as plt

YEARS = np.arange(1900, 1921)
HARES = [30, 47.2, 70.2, 77.4, 36.3, 20.6, 18.1, 21.4, 22, 25.4, 27.1, 40.3, 57, 76.6, 52.3, 19.5, 11.2,
         7.6, 14.6, 16.2, 24.7]  # fmt: skip
LYNXES = [4, 6.1, 9.8, 35.2, 59.4, 41.7, 19, 13, 8.3, 9.1, 7.4, 8, 12.3, 19.5, 45.7, 51.1, 29.7, 15.8, 9.7,
          10.1, 8.6]  # fmt: skip
PELTS = np.array([HARES, LYNXES]).T

# Dormand and Prince (1980), of order 5 with an estimate of order 4. The last stage is at the new point.
STAGES = [
    [],
    [1 / 5],
    [3 / 40, 9 / 40],
    [44 / 45, -56 / 15, 32 / 9],
    [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
    [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
    [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
]
ERRORS = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40]


def rates(parameters, y):
    """How fast hares are born and eaten, and lynxes thrive and die."""
    birth, eaten, thrive, death = parameters
    return cnp.stack([y[0] * (birth - eaten * y[1]), y[1] * (thrive * y[0] - death)])


def solve(parameters, y, duration, tolerance=1e-7):
    """The populations after some years, and the number of steps that it took, refused ones included."""

    def step(state):
        t, h, y, count = state
        h = cnp.minimum(h, duration - t)
        slopes = []
        for row in STAGES:
            after = y + h * sum((w * k for w, k in zip(row, slopes, strict=True)), 0 * y)
            slopes.append(rates(parameters, after))
        error = h * sum(w * k for w, k in zip(ERRORS, slopes, strict=True))
        ratio = cnp.sqrt(cnp.mean((error / (tolerance * (1 + cnp.abs(y)))) ** 2))
        t, y = lax.cond(ratio <= 1, lambda: (t + h, after), lambda: (t, y))
        return t, h * cnp.clip(0.9 * ratio**-0.2, 0.2, 5.0), y, count + 1

    state = (0.0 * duration, 0.1 + 0.0 * duration, y, 0)
    return lax.while_loop(lambda state: state[0] < duration, step, state)[2:]


def trajectory(logarithms, count, interval):
    """The populations at even times, and the steps in each interval; parameters are exponentials."""
    parameters, start = cnp.exp(logarithms[:4]), cnp.exp(logarithms[4:])

    def interval_after(y, _):
        after, steps = solve(parameters, y, interval)
        return after, (after, steps)

    _, (ys, steps) = lax.scan(interval_after, start, length=count)
    return cnp.concatenate([start[None], ys]), steps


def loss(logarithms, pelts):
    """Mean square of the differences of logarithms: errors of counts are relative ones."""
    ys, steps = trajectory(logarithms, len(pelts) - 1, 1.0)
    return cnp.mean((cnp.log(ys) - cnp.log(pelts)) ** 2), steps


value_and_gradient = cv.jit(cv.value_and_grad(loss, has_aux=True))


@cv.jit
def update(x, state, gradient, rate):
    """One step of Adam."""
    count, mean, square = state
    count, mean, square = count + 1, 0.9 * mean + 0.1 * gradient, 0.99 * square + 0.01 * gradient**2
    x = x - rate * (mean / (1 - 0.9**count)) / (cnp.sqrt(square / (1 - 0.99**count)) + 1e-9)
    return x, (count, mean, square)


def fit(x, pelts, iterations, rate):
    """The parameters after the fit, the loss in each iteration, and the steps of the solver."""
    state = (0.0, 0 * x, 0 * x)
    losses, steps = [], []
    for i in range(iterations):
        (value, taken), gradient = value_and_gradient(x, pelts)
        x, state = update(x, state, gradient, rate * 0.5 ** (3 * i / iterations))
        losses.append(float(value))
        steps.append(np.asarray(taken))
    return x, losses, steps


def check(x, pelts):
    """The greatest difference of the gradient and central differences."""
    of = cv.jit(lambda x: loss(x, pelts)[0])
    gradient = np.asarray(value_and_gradient(x, pelts)[1])
    differences = [(float(of(x + h)) - float(of(x - h))) / 2e-5 for h in 1e-5 * np.eye(len(x))]
    return np.max(np.abs(gradient - differences)) / np.max(np.abs(gradient))


def picture(path, start, fitted, losses, steps):
    """Data and curves, the loss, and where the solver took many steps."""
    figure, axes = plt.subplots(1, 3, figsize=(13, 3.8), layout="constrained", width_ratios=[2, 1, 1])
    smooth = cv.jit(lambda x: trajectory(x, 400, 20 / 400)[0])
    times = np.linspace(1900, 1920, 401)
    for row, (name, color) in enumerate([("hares", "tab:green"), ("lynxes", "tab:red")]):
        axes[0].plot(YEARS, PELTS[:, row], "o", color=color, label=f"{name}, pelts")
        axes[0].plot(times, np.asarray(smooth(start))[:, row], ":", color=color, alpha=0.6, label="before")
        axes[0].plot(times, np.asarray(smooth(fitted))[:, row], color=color, label="fitted")
    axes[0].set(xlabel="year", ylabel="thousands", title="pelts and the fitted equation", xticks=YEARS[::5])
    axes[0].set_ylim(0, 105)
    axes[0].legend(ncols=2, fontsize=8, loc="upper center")
    axes[1].semilogy(losses)
    axes[1].set(xlabel="iteration", title="mean square error of logarithms")
    axes[2].stairs(steps[-1], YEARS, fill=True, alpha=0.7)
    axes[2].set(xlabel="year", title="steps of the solver", xticks=YEARS[::5])
    for each in axes:
        each.grid(alpha=0.3)
    figure.savefig(path, dpi=120)
    plt.close(figure)


def main(arguments=None):
    """Fits, checks the gradient, and writes the picture; gives the parameters and the loss."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--iterations", type=int, default=400)
    parser.add_argument("--rate", type=float, default=0.05, help="of Adam, at first")
    parser.add_argument("--output", default="ode_fit.png", help="file of the picture")
    options = parser.parse_args(arguments)

    with cv.enable_x64():
        start = cnp.log(cnp.array([0.4, 0.02, 0.02, 0.6, 30.0, 4.0]))
        begin = time.perf_counter()
        fitted, losses, steps = fit(start, PELTS, options.iterations, options.rate)
        seconds = time.perf_counter() - begin
        print(f"gradient at the start: relative error {check(start, PELTS):.1e} by central differences")
        print(f"loss {losses[0]:.4f} -> {losses[-1]:.4f} in {options.iterations} iterations, {seconds:.2f} s")
        total = sum(int(np.sum(taken)) for taken in steps)
        print(f"steps of the solver: {total}, from {np.min(steps)} to {np.max(steps)} a year")
        for name, value in zip(
            ["birth", "eaten", "thrive", "death", "hares", "lynxes"], np.exp(fitted), strict=True
        ):
            print(f"  {name:7} {value:8.4f}")
        picture(options.output, start, fitted, losses, steps)
        print(f"picture: {options.output}")
    return np.exp(np.asarray(fitted)), losses[-1]


if __name__ == "__main__":
    main()
