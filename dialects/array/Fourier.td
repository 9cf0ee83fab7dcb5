//===- Fourier.td - discrete Fourier transforms ---------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_ARRAY_FOURIER
#define COVECTOR_ARRAY_FOURIER

include "dialects/array/ArrayBase.td"

def Array_FftOp : Array_Op<"fft", [Jvp, Transpose, HasDependence, RuntimeCall]> {
  let summary = "discrete Fourier transform of the last axes";
  let description = [{
    The transform of the last axes, which have the sizes `lengths`. `kind` says
    which: `fft`, for complex numbers, has for every index k the sum over j of
    x[j] exp(-2 pi i j k / n), along each of the axes; `ifft` has the opposite sign
    in the exponent and divides by the product of the lengths; `rfft` is `fft` of
    real numbers, and gives of the last axis the first n / 2 + 1 elements, which
    determine the others; `irfft` takes these, where the imaginary parts that are
    zero in the spectrum of real numbers are not looked at, and gives the real
    numbers, divided as for `ifft`.

    The kind is one of the four (C1), and its operand is complex, or real for
    `rfft` (C2); there are at least one and at most as many lengths as axes, all
    positive (C3), which are the sizes of the last axes; for `irfft` the last axis
    has n / 2 + 1 elements (C4). Elements are of 32 or 64 bits, each part (C5).

    Example:
    ```mlir
    %r = array.fft %x {kind = "rfft", lengths = array<i64: 8>} : (tensor<3x8xf32>) -> tensor<3x5xcomplex<f32>>
    ```
  }];
  let arguments = (ins Array_InexactTensor:$x, StrAttr:$kind, DenseI64ArrayAttr:$lengths);
  let results = (outs Array_InexactTensor:$result);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
}

#endif // COVECTOR_ARRAY_FOURIER
