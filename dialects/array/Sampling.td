//===- Sampling.td - random numbers that are drawn until they fit ---------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_ARRAY_SAMPLING
#define COVECTOR_ARRAY_SAMPLING

include "dialects/array/ArrayBase.td"

// Bits come from the cipher of array.threefry2x32 under a key of two words. An
// element of the result is what the sequential algorithm gives that draws with
// the keys that the key is split into, as in JAX.

def Array_RandomGammaOp : Array_Op<"random_gamma", [Jvp, HasDependence, RuntimeCall]> {
  let summary = "numbers of the gamma distribution, each from a key of its own";
  let description = [{
    Every element of the result is a number of the gamma distribution of shape
    `alpha` and scale 1, drawn by rejection with the key whose words are `k0` and
    `k1`; with `log_space` it is its logarithm. NaN where `alpha` is NaN or at most
    -2/3.

    Keys are arrays of `ui32` and `alpha` one of f32 or f64, all of one shape (C1).

    Source: G. Marsaglia, W. W. Tsang, "A simple method for generating gamma
    variables", ACM Transactions on Mathematical Software 26, 2000.

    Example:
    ```mlir
    %r = array.random_gamma %k0, %k1, %alpha {log_space = false}
        : (tensor<4xui32>, tensor<4xui32>, tensor<4xf32>) -> tensor<4xf32>
    ```
  }];
  let arguments = (ins Array_UI32Tensor:$k0, Array_UI32Tensor:$k1, Array_FloatTensor:$alpha,
                   BoolAttr:$log_space);
  let results = (outs Array_FloatTensor:$result);
  let assemblyFormat = "$k0 `,` $k1 `,` $alpha attr-dict `:` functional-type(operands, results)";
  let extraClassDefinition = Array_Code<>.batchElementwise # Array_Code<>.dependenceOfElements;
}

def Array_RandomPoissonOp : Array_Op<"random_poisson", [Jvp, RuntimeCall]> {
  let summary = "numbers of the Poisson distribution";
  let description = [{
    Every element of the result is a whole number of the Poisson distribution of
    mean `rate`, an array of f32: by products of uniform numbers where the mean is
    less than 10, else by rejection. -1 where the mean is NaN.

    The axes of `key`, an array of `ui32`, are those of a batch and then one of size
    2 for the words of a key; the axes of the batch are the first ones of `rate` (C1).
    Elements of the result have the integer type `element_type` (C2).

    Source: W. Hoermann, "The transformed rejection method for generating Poisson
    random variables", Insurance: Mathematics and Economics 12, 1993.

    Example:
    ```mlir
    %r = array.random_poisson %key, %rate {element_type = i32}
        : (tensor<2xui32>, tensor<4xf32>) -> tensor<4xi32>
    ```
  }];
  let arguments = (ins Array_UI32Tensor:$key, Array_FloatTensor:$rate, TypeAttr:$element_type);
  let results = (outs Array_IntTensor:$result);
  let assemblyFormat = "$key `,` $rate attr-dict `:` functional-type(operands, results)";
  let extraClassDefinition = Array_Code<>.jvpZero;
}

def Array_RandomBinomialOp : Array_Op<"random_binomial", [Jvp, RuntimeCall]> {
  let summary = "numbers of the binomial distribution";
  let description = [{
    Every element of the result is the number of successes in `count` trials that
    each succeed with `probability`, at most 1/2: by sums of geometric numbers where
    the mean is at most 10 or the count is not a number from 0, else by rejection.

    `count` and `probability` are arrays of one type, of f32 or f64; keys are as in
    `array.random_poisson` (C1).

    Source: W. Hoermann, "The generation of binomial random variates", Journal of
    Statistical Computation and Simulation 46, 1993.

    Example:
    ```mlir
    %r = array.random_binomial %key, %count, %probability
        : (tensor<2xui32>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    ```
  }];
  let arguments = (ins Array_UI32Tensor:$key, Array_FloatTensor:$count,
                   Array_FloatTensor:$probability);
  let results = (outs Array_FloatTensor:$result);
  let assemblyFormat = "$key `,` $count `,` $probability attr-dict `:` functional-type(operands, results)";
  let extraClassDefinition = Array_Code<>.jvpZero;
}

#endif // COVECTOR_ARRAY_SAMPLING
