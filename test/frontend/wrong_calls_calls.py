"""Wrong calls of functions out of programs, of trees, devices and switches."""

import numpy as np
from wrong_calls import wrong

import covector as cv
import covector.numpy as cnp
from covector import errors
from covector.experimental import io_callback

X = cnp.ones(3)


# ---- callbacks


@wrong(TypeError, "pure_callback", "callable", "got 3")
def callback_that_cannot_be_called():
    cv.pure_callback(3, X, X)  # here


@wrong(TypeError, "pure_callback", "result_shape_dtypes", "shape and dtype", "ShapeDtypeStruct")
def callback_without_result_types():
    cv.pure_callback(np.sin, 3.0, X)  # here


@wrong(ValueError, "pure_callback", "vmap_method must be one of", "'sequential'", "'parallel'")
def callback_with_an_unknown_method():
    cv.pure_callback(np.sin, X, X, vmap_method="parallel")  # here


@wrong(NotImplementedError, "pure_callback", "vmap_method", "'sequential'", "None", "choose")
def callback_mapped_without_method():
    cv.vmap(lambda x: cv.pure_callback(np.sin, x, x))(X)  # here


@wrong(ValueError, "pure_callback", "JVP", "stop_gradient", "custom_jvp")
def callback_differentiated():
    cv.grad(lambda x: cv.pure_callback(np.sin, x, x).sum())(X)  # here


@wrong(ValueError, "io_callback", "JVP", "stop_gradient")
def effect_differentiated():
    cv.jit(cv.grad(lambda x: io_callback(np.sin, x, x).sum()))(X)  # here


@wrong(ValueError, "io_callback", "ordered", "ordered=False")
def ordered_effect_mapped():
    cv.vmap(lambda x: io_callback(np.sin, x, x, ordered=True))(X)  # here


@wrong(TypeError, "pure_callback", "'text'", "array")
def callback_of_text():
    cv.pure_callback(len, X, "text")  # here


@wrong(ValueError, "debug.print", "positional", "1", "f-string")
def print_with_unused_arguments():
    cv.debug.print("x", 1)  # here


@wrong(ValueError, "debug.print", "keyword", "'y'", "f-string")
def print_with_unused_names():
    cv.debug.print("{}", 1, y=2)  # here


@wrong(TypeError, "debug.print", "format", "3", "int")
def print_of_a_number():
    cv.debug.print(3)  # here


@wrong(ValueError, "ffi_call", "registered", "'unknown'", "register_ffi_target")
def unknown_c_function():
    cv.ffi.ffi_call("unknown", X)(X)  # here


@wrong(TypeError, "register_ffi_target", "C function", "PyCapsule", "3", "pycapsule")
def number_as_c_function():
    cv.ffi.register_ffi_target("number", 3)  # here


@wrong(ValueError, "register_ffi_target", "'cpu'", "'CUDA'")
def c_function_of_another_platform():
    cv.ffi.register_ffi_target("number", 3, platform="CUDA")  # here


@wrong(NotImplementedError, "ffi_call", "layouts", "row-major")
def c_function_with_layouts():
    cv.ffi.ffi_call("unknown", X, input_layouts=[(0,)])  # here


@wrong(TypeError, "optimization_barrier", "str", "position 0")
def barrier_of_text():
    cv.lax.optimization_barrier("text")  # here


# ---- trees


@wrong(ValueError, "reduce_associative", "leaf", "identity")
def reduction_of_an_empty_tree():
    cv.tree.reduce_associative(max, [])  # here


@wrong(ValueError, "flatten_one_level", "node", "leaf 3")
def one_level_of_a_leaf():
    cv.tree_util.flatten_one_level(3)  # here


@wrong(TypeError, "is_tree_node", "class", "[1]")
def node_of_an_instance():
    cv.tree_util.is_tree_node([1])  # here


# ---- the array object, devices, switches


@wrong(ValueError, "__array_namespace__", "2024.12", "'2020.01'")
def namespace_of_an_unknown_version():
    X.__array_namespace__(api_version="2020.01")  # here


@wrong(ValueError, "dtypes", "real floating", "'float'")
def dtypes_of_an_unknown_kind():
    cnp.__array_namespace_info__().dtypes(kind="float")  # here


@wrong(ValueError, "zeros", "CpuDevice", "'tpu'")
def zeros_on_another_device():
    cnp.zeros(3, device="tpu")  # here


@wrong(ValueError, "device_put", "CpuDevice", "'tpu'")
def array_to_another_device():
    cv.device_put(X, "tpu")  # here


@wrong(BufferError, "__dlpack__", "CPU", r"\(2, 0\)")
def dlpack_to_another_device():
    X.__dlpack__(dl_device=(2, 0))  # here


@wrong(ValueError, "asarray", "float32", "int32", "copy=None")
def conversion_without_a_copy():
    cnp.asarray(X, dtype="int32", copy=False)  # here


@wrong(AttributeError, "config.update", "jax_nothing", "enable_x64")
def unknown_switch():
    cv.config.update("jax_nothing", 1)  # here


@wrong(ValueError, "config.update", "numpy_rank_promotion", "raise", "'perhaps'")
def switch_without_such_a_state():
    cv.config.update("jax_numpy_rank_promotion", "perhaps")  # here


@wrong(ValueError, "add", r"\(2, 3\)", r"\(3,\)", "numpy_rank_promotion")
def ranks_that_differ():
    with cv.numpy_rank_promotion("raise"):
        cnp.ones((2, 3)) + X  # here


@wrong(FloatingPointError, "nan", "log", "debug_nans")
def logarithm_of_a_negative_number():
    with cv.debug_nans(True):
        cnp.log(-X)  # here


@wrong(errors.UnexpectedTracerError, "check_tracer_leaks", "leak", "Leaked trace", "return")
def tracer_that_leaks():
    kept = []

    def leak(x):
        kept.append(x)
        return x

    with cv.checking_leaks():
        cv.jit(leak)(1.0)  # here


@wrong(TypeError, "named_scope", "string", "3")
def scope_named_by_a_number():
    cv.named_scope(3)  # here


@wrong(RuntimeError, "live_arrays", "'cpu'", "'tpu'")
def arrays_of_another_platform():
    cv.live_arrays("tpu")  # here
