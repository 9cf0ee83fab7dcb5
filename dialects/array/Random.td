//===- Random.td - counter-based random bits ------------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_ARRAY_RANDOM
#define COVECTOR_ARRAY_RANDOM

include "dialects/array/ArrayBase.td"

def Array_Threefry2x32Op
    : Array_Op<"threefry2x32", [Jvp, ScalarBody,
                                  Array_OneType<["k0", "k1", "x0", "x1"]>]> {
  let summary = "two words of random bits from a key and a counter";
  let description = [{
    The block cipher Threefry-2x32 with 20 rounds: each pair of words
    `(x0, x1)` enciphered under the key `(k0, k1)`, elementwise.

    Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random
    numbers: as easy as 1, 2, 3", SC 2011.

    Example:
    ```mlir
    %a, %b = array.threefry2x32 %k0, %k1, %x0, %x1 : tensor<4xui32>
    ```
  }];
  let arguments = (ins Array_UI32Tensor:$k0, Array_UI32Tensor:$k1, Array_UI32Tensor:$x0,
                   Array_UI32Tensor:$x1);
  let results = (outs Array_UI32Tensor:$y0, Array_UI32Tensor:$y1);
  let assemblyFormat = "$k0 `,` $k1 `,` $x0 `,` $x1 attr-dict `:` type($k0)";
  let extraClassDefinition = Array_Code<>.jvpZero # Array_Code<>.batchElementwise # [{
    ::llvm::StringRef $cppClass::getStablehloName() { return ""; }
  }];
}

#endif // COVECTOR_ARRAY_RANDOM
