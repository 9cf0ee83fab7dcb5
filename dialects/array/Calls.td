//===- Calls.td - calls of functions outside of the program ---------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_ARRAY_CALLS
#define COVECTOR_ARRAY_CALLS

include "dialects/array/ArrayBase.td"
include "mlir/Interfaces/DestinationStyleOpInterface.td"

def AnyRankedOrMemRef : AnyTypeOf<[AnyRankedTensor, AnyMemRef]>;

def Array_RuntimeCallOp
    : Op<Array_Dialect, "runtime_call",
         [DestinationStyleOpInterface, DeclareOpInterfaceMethods<MemoryEffectsOpInterface>]> {
  let summary = "call of a function of the runtime on whole buffers";
  let description = [{
    What an operation with the interface RuntimeCallOpInterface becomes when
    arrays are lowered: `function` reads the first `reads` buffers and writes
    all of the others. They are tensors at first, with a result for each that is
    written, and buffers in the end. It is given the address of every buffer and
    `numbers`. With `has_side_effect` it does more than that, and is kept and called
    once even if nobody reads what it writes.

    Example:
    ```mlir
    %r = array.runtime_call "cv_sort_f32" [4, 1] reads 1 (%x, %init : tensor<4xf32>, tensor<4xf32>)
           -> tensor<4xf32>
    ```
  }];
  let arguments = (ins StrAttr:$function, DenseI64ArrayAttr:$numbers, I64Attr:$reads,
                   UnitAttr:$has_side_effect, Variadic<AnyRankedOrMemRef>:$buffers);
  let results = (outs Variadic<AnyRankedTensor>:$results);
  let assemblyFormat = [{
    $function $numbers `reads` $reads (`has_side_effect` $has_side_effect^)?
    `(` ($buffers^ `:` type($buffers))? `)` attr-dict
    (`->` type($results)^)?
  }];
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    ::mlir::MutableOperandRange getDpsInitsMutable() {
      int64_t count = getReads();
      return ::mlir::MutableOperandRange(*this, count, (*this)->getNumOperands() - count);
    }
    ::mlir::ValueRange getInputs() { return getBuffers().take_front(getReads()); }
    ::mlir::ValueRange getOutputs() { return getBuffers().drop_front(getReads()); }
  }];
}

//===----------------------------------------------------------------------===//
// Functions of Python and of C
//===----------------------------------------------------------------------===//

// A call of a function that the compiler knows nothing of. `lanes` are the sizes
// of axes over which the function is called again and again: they come first in
// the results, and in the operands whose number in `lane_masks` has the lane's
// bit (bit 0 is the last lane).
class Array_OutsideCall<string mnemonic>
    : Op<Array_Dialect, mnemonic, [AlwaysSpeculatable, Jvp, Batch, RuntimeCall,
                                   DeclareOpInterfaceMethods<MemoryEffectsOpInterface>]> {
  let results = (outs Variadic<Array_Tensor>:$results);
  let hasVerifier = 1;
}

def Array_CallbackOp : Array_OutsideCall<"callback"> {
  let summary = "call of a Python function on the host";
  let description = [{
    Calls the Python function that has the number `callback` in this process with
    the operands' elements; it gives the results'. The `kind` (C1) says what may
    be done with the call:
    - `pure`: the function's results depend on its operands alone; the call may
      be dropped, merged with an equal one and moved,
    - `io`: it does something besides; it is called exactly once,
    - `debug`: likewise, has no results, and is transparent to derivatives.

    Calls that are `ordered` are made in the order of the program; a pure one has
    no need of that (C2).

    `vmap_method` says how a pure call is mapped over lanes (C3): `sequential`
    and `sequential_unrolled` call the function for each lane; `expand_dims`,
    `broadcast_all` and `legacy_vectorized` call it once, with an axis of lanes in
    front of all results and of the mapped operands, and in front of the others
    an axis of size 1, that of the lanes, or none. `lanes` holds the sizes of the
    axes in front over which the function is called one by one, and `lane_masks` for
    each operand the lanes that it has (C4).

    Example:
    ```mlir
    %y = array.callback "pure" 3 (%x) vmap_method "sequential" : (tensor<4xf32>) -> tensor<4xf32>
    array.callback "debug" 5 ordered (%x) : (tensor<4xf32>) -> ()
    ```
  }];
  let arguments = (ins StrAttr:$kind, I64Attr:$callback, UnitAttr:$ordered,
                   OptionalAttr<StrAttr>:$vmap_method, OptionalAttr<DenseI64ArrayAttr>:$lanes,
                   OptionalAttr<DenseI64ArrayAttr>:$lane_masks, Variadic<Array_Tensor>:$inputs);
  let assemblyFormat = [{
    $kind $callback (`ordered` $ordered^)? `(` $inputs `)` (`vmap_method` $vmap_method^)?
    (`lanes` $lanes^ `of` $lane_masks)? attr-dict `:` functional-type($inputs, results)
  }];
}

def Array_ForeignCallOp : Array_OutsideCall<"foreign_call"> {
  let summary = "call of a C function";
  let description = [{
    Calls the C function that was registered under the name `target`, with the
    operands' buffers, the results' buffers, and numbers that describe them and
    the attributes `options` (integers, floats, booleans, text, and arrays of the
    first two, C1). See covector/ffi.h for how the function reads them.

    With `has_side_effect` the call is made exactly once, in the order of the
    program; otherwise it may be dropped, merged and moved.

    `vmap_method`, `lanes` and `lane_masks` are as for `array.callback` (C2).

    Example:
    ```mlir
    %y = array.foreign_call "scale" (%x) options {factor = 2.0 : f64}
        : (tensor<4xf32>) -> tensor<4xf32>
    ```
  }];
  let arguments = (ins StrAttr:$target, UnitAttr:$has_side_effect,
                   OptionalAttr<DictionaryAttr>:$options, OptionalAttr<StrAttr>:$vmap_method,
                   OptionalAttr<DenseI64ArrayAttr>:$lanes,
                   OptionalAttr<DenseI64ArrayAttr>:$lane_masks, Variadic<Array_Tensor>:$inputs);
  let assemblyFormat = [{
    $target (`has_side_effect` $has_side_effect^)? `(` $inputs `)` (`options` $options^)?
    (`vmap_method` $vmap_method^)? (`lanes` $lanes^ `of` $lane_masks)? attr-dict `:`
    functional-type($inputs, results)
  }];
}

//===----------------------------------------------------------------------===//
// Where wrong numbers come from
//===----------------------------------------------------------------------===//

def Array_CheckNumbersOp
    : Op<Array_Dialect, "check_numbers",
         [RuntimeCall, DeclareOpInterfaceMethods<MemoryEffectsOpInterface>]> {
  let summary = "note for the search for the first NaN or infinity";
  let description = [{
    What the pass array-check-numbers writes behind operations. The runtime keeps for each
    `id` whether the value of that id holds what is looked for, and what each loop's
    iteration is. By `kind` (C1), the note says
    - `made`: the elements of `inputs`, the values `ids` (C2), are looked at; the operation `label` has
      made them of the values `sources`,
    - `argument`: likewise, an argument of the program, `label` being its number,
    - `moved`: the value `ids` (C3) holds elements of the values `sources`, if of any,
    - `loop`: the loop `ids` (C3) begins, and `iteration`: so does an iteration of it, whose index is
      the operand, or else counted (C4).

    Example:
    ```mlir
    %y = array.sqrt %x : tensor<4xf32>
    array.check_numbers "made" "sqrt" [1] of [0] (%y) : tensor<4xf32>
    ```
  }];
  let arguments = (ins StrAttr:$kind, StrAttr:$label, DenseI64ArrayAttr:$ids,
                   DenseI64ArrayAttr:$sources, Variadic<Array_Tensor>:$inputs);
  let assemblyFormat = [{
    $kind $label $ids `of` $sources `(` $inputs `)` attr-dict (`:` type($inputs)^)?
  }];
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// Barriers
//===----------------------------------------------------------------------===//

def Array_OptimizationBarrierOp
    : Op<Array_Dialect, "optimization_barrier",
         [Infer, Jvp, Transpose, Batch, HasDependence, NoMemoryEffect]> {
  let summary = "arrays as they are, all of them computed here";
  let description = [{
    The results are the operands. No operation is moved, merged or folded across:
    what follows waits for all of the operands, and what is computed before is
    not computed again.

    Example:
    ```mlir
    %a, %b = array.optimization_barrier %x, %y : tensor<4xf32>, tensor<i32>
    ```
  }];
  let arguments = (ins Variadic<Array_Tensor>:$inputs);
  let results = (outs Variadic<Array_Tensor>:$results);
  let assemblyFormat = "$inputs attr-dict `:` type($inputs)";
}

#endif // COVECTOR_ARRAY_CALLS
