"""Convolutions of random sizes, strides, dilations, groups and layouts against a plain reference."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from optable_convolution import convolution

import covector as cv
import covector.numpy as cnp
from covector import lax

SPATIAL = "DHW"


@st.composite
def calls(draw):
    """Operands' sizes, and arguments of conv_general_dilated."""
    rank = draw(st.integers(0, 3))
    small = st.integers(1, 3)
    groups = draw(st.sampled_from([1, 1, 2, 5]))
    kind = draw(st.sampled_from(["feature", "batch"]))
    batch, features, out = draw(small), draw(st.integers(1, 6)), draw(st.integers(1, 6)) * groups
    batch *= groups if kind == "batch" else 1
    sizes = [draw(st.integers(1, 12 if rank < 3 else 5)) for _ in range(rank)]
    windows = [draw(st.integers(1, 4)) for _ in range(rank)]
    letters = SPATIAL[:rank]
    specs = [draw(st.permutations(pair + letters)).copy() for pair in ("NC", "OI", "NC")]
    for i, usual in enumerate(
        draw(st.sampled_from([("NC*", "OI*", "NC*"), ("N*C", "*IO", "N*C"), None])) or ()
    ):
        specs[i] = list(usual.replace("*", letters))
    names = dict(zip(letters, zip(sizes, windows, strict=True), strict=True))
    lhs = {"N": batch, "C": features * (groups if kind == "feature" else 1)} | {
        k: v[0] for k, v in names.items()
    }
    rhs = {"O": out, "I": features} | {k: v[1] for k, v in names.items()}
    order = [letter for letter in specs[1] if letter in letters]
    return {
        "lhs": tuple(lhs[k] for k in specs[0]),
        "rhs": tuple(rhs[k] for k in specs[1]),
        "dimension_numbers": tuple("".join(s) for s in specs),
        "window_strides": tuple(draw(small) for _ in order),
        "padding": tuple(
            (draw(st.integers(0, 3)), draw(st.integers(-1 if names[k][0] > 1 else 0, 3))) for k in order
        ),
        "lhs_dilation": tuple(draw(small) for _ in order),
        "rhs_dilation": tuple(draw(st.integers(1, 2)) for _ in order),
        "feature_group_count": groups if kind == "feature" else 1,
        "batch_group_count": groups if kind == "batch" else 1,
    }


def reference(x, w, call):
    specs = lax.conv_general_permutations(call["dimension_numbers"])
    return convolution(
        x,
        w,
        **dict(zip(("lhs_spec", "rhs_spec", "out_spec"), specs, strict=True)),
        strides=call["window_strides"],
        padding_low=tuple(low for low, _ in call["padding"]),
        padding_high=tuple(high for _, high in call["padding"]),
        lhs_dilation=call["lhs_dilation"],
        rhs_dilation=call["rhs_dilation"],
        reversed=(),
        feature_group_count=call["feature_group_count"],
        batch_group_count=call["batch_group_count"],
    )


def operands(call, dtype, seed=0):
    rng = np.random.default_rng(seed)
    shapes = call["lhs"], call["rhs"]
    if np.dtype(dtype).kind in "iu":
        return [rng.integers(-100, 100, shape).astype(dtype) for shape in shapes]
    xs = [rng.normal(size=shape) for shape in shapes]
    if np.dtype(dtype).kind == "c":
        xs = [x + 1j * rng.normal(size=x.shape) for x in xs]
    return [x.astype(dtype) for x in xs]


def arguments(call):
    return {key: value for key, value in call.items() if key not in ("lhs", "rhs")}


@settings(max_examples=120, deadline=None)
@given(calls(), st.sampled_from(["float32", "float64", "complex64", "int8", "int16", "int32"]))
def test_values(call, dtype):
    x, w = operands(call, dtype)
    with cv.enable_x64(True), np.errstate(over="ignore"):
        got = np.asarray(lax.conv_general_dilated(x, w, **arguments(call)))
        want = reference(x, w, call)
    assert got.dtype == want.dtype
    if want.dtype.kind in "iu":
        np.testing.assert_array_equal(got, want)
    else:
        precision = 1e-12 if dtype == "float64" else 2e-5
        np.testing.assert_allclose(got, want, precision, precision * max(1, np.max(np.abs(want), initial=0)))


@settings(max_examples=25, deadline=None)
@given(calls())
def test_transposes(call):
    x, w = operands(call, "float64")
    with cv.enable_x64(True):
        y, pull = cv.vjp(lambda x, w: lax.conv_general_dilated(x, w, **arguments(call)), x, w)
        ct = np.random.default_rng(1).normal(size=y.shape)
        dx, dw = pull(ct)
        dot = float(np.sum(ct * np.asarray(y)))
    # <ct, x * w> is linear in x, and in w.
    np.testing.assert_allclose(float(np.sum(x * np.asarray(dx))), dot, 1e-10, 1e-10)
    np.testing.assert_allclose(float(np.sum(w * np.asarray(dw))), dot, 1e-10, 1e-10)


@settings(max_examples=25, deadline=None)
@given(calls(), st.sampled_from([(0, 0), (0, None), (None, 0), (1, 1)]))
def test_lanes(call, axes):
    lanes = [operands(call, "float32", seed) for seed in range(3)]
    stacked = [
        np.stack([lane[i] for lane in lanes], axis) if axis is not None else lanes[0][i]
        for i, axis in enumerate(axes)
    ]
    f = lambda x, w: lax.conv_general_dilated(x, w, **arguments(call))
    got = np.asarray(cv.vmap(f, in_axes=axes)(*stacked))
    for i, lane in enumerate(lanes):
        pair = [lane[j] if axis is not None else lanes[0][j] for j, axis in enumerate(axes)]
        want = reference(*pair, call)
        np.testing.assert_allclose(got[i], want, 2e-5, 2e-5 * max(1, np.max(np.abs(want), initial=0)))


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
def test_narrow_floats_are_summed_in_32_bits(dtype):
    x = cnp.full((1, 300, 1), 0.1, dtype)
    result = lax.conv(x, cnp.ones((1, 300, 1), dtype), (1,), "VALID")
    assert result.dtype == x.dtype
    exact = float(np.float64(np.asarray(x)[0, 0, 0]) * 300)
    np.testing.assert_allclose(float(result[0, 0, 0]), exact, 4e-3 if dtype == "bfloat16" else 5e-4)


# The usual layers, large enough for every way of computing them.
LAYERS = {
    "first": ((2, 40, 40, 3), (7, 7, 3, 16), (2, 2), 1),
    "middle": ((2, 20, 20, 32), (3, 3, 32, 24), (1, 1), 1),
    "pointwise": ((2, 20, 20, 32), (1, 1, 32, 24), (1, 1), 1),
    "depthwise": ((2, 20, 20, 70), (3, 3, 1, 70), (1, 1), 70),
    "grouped": ((2, 20, 20, 32), (3, 3, 8, 32), (1, 1), 4),
    "to_image": ((2, 20, 20, 8), (3, 3, 8, 3), (1, 1), 1),
}


@pytest.mark.parametrize("channels_last", [True, False])
@pytest.mark.parametrize("name", LAYERS)
def test_layers(name, channels_last):
    x_shape, w_shape, strides, groups = LAYERS[name]
    rng = np.random.default_rng(0)
    x, w = (rng.normal(size=s).astype("float32") for s in (x_shape, w_shape))
    layout = ("NHWC", "HWIO", "NHWC")
    if not channels_last:
        x, w, layout = x.transpose(0, 3, 1, 2), w.transpose(3, 2, 0, 1), ("NCHW", "OIHW", "NCHW")
    pads = lax.padtype_to_pads(x_shape[1:3], w_shape[:2], strides, "SAME")
    call = {
        "dimension_numbers": layout, "window_strides": strides, "padding": tuple(pads),
        "lhs_dilation": (1, 1), "rhs_dilation": (1, 1), "feature_group_count": groups, "batch_group_count": 1,
    }  # fmt: skip
    f = lambda x, w: lax.conv_general_dilated(x, w, strides, "SAME", None, None, layout, groups)
    want = reference(x, w, call)
    y, pull = cv.vjp(f, x, w)
    np.testing.assert_allclose(np.asarray(y), want, 1e-4, 1e-4 * np.abs(want).max())
    ct = rng.normal(size=want.shape).astype("float32")
    dot = float(np.sum(np.float64(ct) * want))
    size = float(np.sum(np.abs(ct * want)))
    for operand, cotangent in zip((x, w), pull(ct), strict=True):
        assert abs(float(np.sum(np.float64(operand) * np.asarray(cotangent))) - dot) < 1e-5 * size


def test_patches_and_local_layers():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(2, 3, 7, 6)).astype("float32")
    patches = np.asarray(lax.conv_general_dilated_patches(x, (3, 2), (2, 1), "VALID"))
    assert patches.shape == (2, 18, 3, 5)
    for i in range(3):
        for j in range(5):
            np.testing.assert_array_equal(
                patches[:, :, i, j], x[:, :, 2 * i : 2 * i + 3, j : j + 2].reshape(2, 18)
            )
    kernels = rng.normal(size=(4, 18, 3, 5)).astype("float32")
    local = lax.conv_general_dilated_local(x, kernels, (2, 1), "VALID", (3, 2))
    want = np.einsum("nkij,okij->noij", patches, kernels)
    np.testing.assert_allclose(np.asarray(local), want, 1e-5, 1e-5)


@pytest.mark.parametrize("padding", ["SAME", "VALID", [(1, 0), (0, 2)]])
def test_transposed_convolution_is_the_transpose(padding):
    rng = np.random.default_rng(0)
    x, w = (rng.normal(size=s).astype("float32") for s in ((2, 10, 8, 3), (3, 2, 3, 4)))
    layout = ("NHWC", "HWIO", "NHWC")
    f = lambda x: lax.conv_general_dilated(x, w, (2, 2), padding, dimension_numbers=layout)
    y, pull = cv.vjp(f, x)
    ct = rng.normal(size=y.shape).astype("float32")
    got = np.asarray(
        lax.conv_transpose(ct, w, (2, 2), padding, transpose_kernel=True, use_consistent_padding=True)
    )
    want = np.asarray(pull(ct)[0])
    height, width = (min(a, b) for a, b in zip(got.shape[1:3], want.shape[1:3], strict=True))
    np.testing.assert_allclose(got[:, :height, :width], want[:, :height, :width], 1e-4, 1e-4)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 40), st.integers(1, 40), st.sampled_from(["full", "same", "valid"]), st.booleans())
def test_sequences_as_numpy(n, m, mode, is_complex):
    rng = np.random.default_rng(n * 41 + m)
    a, v = (rng.normal(size=k) + 1j * is_complex * rng.normal(size=k) for k in (n, m))
    a, v = (x.astype("complex64") if is_complex else x.real.astype("float32") for x in (a, v))
    for name in ("convolve", "correlate"):
        got, want = np.asarray(getattr(cnp, name)(a, v, mode)), getattr(np, name)(a, v, mode)
        assert got.dtype == want.dtype
        np.testing.assert_allclose(got, want, 1e-4, 1e-4)
