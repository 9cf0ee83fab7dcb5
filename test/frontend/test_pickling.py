"""Copies that leave the process: pickle, copy, deepcopy of arrays, types, trees and errors."""

import copy
import io
import pickle

import ml_dtypes
import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp
from covector.config import enable_x64
from covector.tree_util import DictKey, Partial, SequenceKey

NAMES = [
    "bool",
    "int8",
    "uint16",
    "int32",
    "uint64",
    "float16",
    "bfloat16",
    "float32",
    "float64",
    "complex64",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_arrays(name, protocol):
    dtype = np.dtype(ml_dtypes.bfloat16 if name == "bfloat16" else name)
    with enable_x64():
        for shape in ((), (3,), (2, 0), (2, 3)):
            x = cnp.asarray(np.arange(np.prod(shape)).reshape(shape).astype(dtype))
            back = pickle.loads(pickle.dumps(x, protocol))
            assert type(back) is cv.Array
            assert (back.dtype, back.shape, back.weak_type) == (x.dtype, x.shape, x.weak_type)
            np.testing.assert_array_equal(np.asarray(back), np.asarray(x))


def test_weak_types_and_views():
    assert pickle.loads(pickle.dumps(cnp.asarray(1.5))).weak_type
    x = cnp.arange(12).reshape(3, 4)
    np.testing.assert_array_equal(pickle.loads(pickle.dumps(x.T)), x.T)


def test_copies_are_others_with_the_same_elements():
    x = {"a": cnp.arange(3.0), "b": [cnp.ones(2)]}
    deep = copy.deepcopy(x)
    assert deep["a"] is not x["a"]
    assert deep["a"].unsafe_buffer_pointer() != x["a"].unsafe_buffer_pointer()
    np.testing.assert_array_equal(deep["a"], x["a"])
    assert copy.copy(x["a"]).tolist() == [0, 1, 2]


def test_traced_arrays_are_refused():
    with pytest.raises(cv.errors.TracerArrayConversionError):
        cv.jit(lambda x: pickle.dumps(x) and x)(cnp.ones(2))
    # A copy of one is itself.
    assert cv.jit(lambda x: copy.deepcopy(x) + copy.copy(x))(1.0) == 2.0


def test_other_objects():
    for thing in (
        cv.ShapeDtypeStruct((2, 3), "float32"),
        cv.core.ShapedArray((2,), "int32"),
        cv.devices()[0],
        DictKey("a"),
        SequenceKey(1),
        Partial(max, 1, 2),
        cv.errors.TypePromotionError("text"),
        cv.tree.structure({"a": (1, [2, None])}),
    ):
        back = pickle.loads(pickle.dumps(thing))
        assert type(back) is type(thing)
        if not isinstance(thing, (Exception, Partial)):
            assert back == thing
    assert pickle.loads(pickle.dumps(Partial(max, 1, 2)))() == 2


def test_numpy_files(tmp_path):
    x = cnp.arange(6.0).reshape(2, 3)
    np.save(tmp_path / "x.npy", x)
    np.testing.assert_array_equal(np.load(tmp_path / "x.npy"), x)
    buffer = io.BytesIO()
    np.savez(buffer, x=x)
    buffer.seek(0)
    np.testing.assert_array_equal(np.load(buffer)["x"], x)
