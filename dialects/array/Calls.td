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
    `numbers`.

    Example:
    ```mlir
    %r = array.runtime_call "cv_sort_f32" [4, 1] reads 1 (%x, %init : tensor<4xf32>, tensor<4xf32>)
           -> tensor<4xf32>
    ```
  }];
  let arguments = (ins StrAttr:$function, DenseI64ArrayAttr:$numbers, I64Attr:$reads,
                   Variadic<AnyRankedOrMemRef>:$buffers);
  let results = (outs Variadic<AnyRankedTensor>:$results);
  let assemblyFormat = [{
    $function $numbers `reads` $reads `(` ($buffers^ `:` type($buffers))? `)` attr-dict
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

#endif // COVECTOR_ARRAY_CALLS
