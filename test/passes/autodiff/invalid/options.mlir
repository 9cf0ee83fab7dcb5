// RUN: not covector-opt %s -array-jvp=argnums=3 2>&1 | FileCheck %s --check-prefix=RANGE
// RUN: not covector-opt %s -array-jvp=argnums=-1 2>&1 | FileCheck %s --check-prefix=NEGATIVE
// RUN: not covector-opt %s -array-vjp=argnums=0,0 2>&1 | FileCheck %s --check-prefix=TWICE
// RUN: not covector-opt %s -array-vjp=argnums=1 2>&1 | FileCheck %s --check-prefix=INTEGER
// RUN: not covector-opt %s -array-vjp=resnums=1 2>&1 | FileCheck %s --check-prefix=RESULT
// RUN: not covector-opt %s -array-linearize=argnums=2 2>&1 | FileCheck %s --check-prefix=LINEARIZE
// RUN: not covector-opt %s -array-transpose=argnums=1 2>&1 | FileCheck %s --check-prefix=TRANSPOSE
// RUN: not covector-opt %s -array-jvp=function=g 2>&1 | FileCheck %s --check-prefix=MISSING
// RUN: not covector-opt %s -array-jvp=function=external 2>&1 | FileCheck %s --check-prefix=BODY
// RUN: not covector-opt %s -array-jvp=argnums=x 2>&1 | FileCheck %s --check-prefix=WORD
// RUN: not covector-opt %s -array-grad 2>&1 | FileCheck %s --check-prefix=SCALAR

// Each points at the function.
// RANGE: options.mlir:[[#@LINE+11]]:1: error: jvp: argnums holds 3, but '@main' has 2 arguments
// NEGATIVE: error: jvp: argnums holds -1, but '@main' has 2 arguments
// TWICE: error: vjp: argnums holds 0 twice
// INTEGER: error: vjp: argument 1 of '@main' must be floating point or complex to be differentiated, got 'tensor<4xi32>'; leave it out of argnums
// RESULT: error: vjp: result 1 of '@main' must be floating point or complex to be differentiated, got 'tensor<4xi32>'; leave it out of resnums
// LINEARIZE: error: linearize: argnums holds 2, but '@main' has 2 arguments
// TRANSPOSE: error: transpose: argument 1 of '@main' must be floating point or complex
// MISSING: error: array-jvp: there is no function '@g'
// BODY: error: jvp: function '@external' has no body
// WORD: for the --argnums option: 'x' value invalid
// SCALAR: error: grad: result 0 of '@main' must be a floating-point scalar, got 'tensor<4xf32>'; use vjp with a cotangent of that type
func.func @main(%x: tensor<4xf32>, %n: tensor<4xi32>) -> (tensor<4xf32>, tensor<4xi32>) {
  return %x, %n : tensor<4xf32>, tensor<4xi32>
}
func.func private @external(tensor<4xf32>) -> tensor<4xf32>
