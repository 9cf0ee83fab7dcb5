// RUN: covector-opt %s -split-input-file --pass-pipeline='builtin.module(func.func(array-merge-pads))' | FileCheck %s

// The gradient of a stencil: pads of one array become slices of one pad.
// CHECK-LABEL: func.func @stencil(
// CHECK: %[[P:.*]] = array.pad %arg1, %{{.*}} {high = array<i64: 2, 0>, interior = array<i64: 0, 0>, low = array<i64: 2, 0>}
// CHECK-SAME: -> tensor<10x4xf32>
// CHECK-NOT: array.pad
// CHECK: %[[A:.*]] = array.slice %[[P]] {limits = array<i64: 9, 4>, starts = array<i64: 1, 0>, strides = array<i64: 1, 1>}
// CHECK: %[[N:.*]] = array.neg %[[A]] : tensor<8x4xf32>
// CHECK: %[[TWO:.*]] = array.constant dense<2.000000e+00> : tensor<8x4xf32>
// CHECK: %[[M:.*]] = array.mul %[[N]], %[[TWO]]
// CHECK: %[[S:.*]] = array.add %arg0, %[[M]]
// CHECK: %[[B:.*]] = array.slice %[[P]] {limits = array<i64: 10, 4>, starts = array<i64: 2, 0>
// CHECK: %[[T:.*]] = array.add %[[S]], %[[B]]
// CHECK: %[[C:.*]] = array.slice %[[P]] {limits = array<i64: 8, 4>, starts = array<i64: 0, 0>
// CHECK: %[[R:.*]] = array.sub %[[T]], %[[C]]
// CHECK: return %[[R]]
func.func @stencil(%a: tensor<8x4xf32>, %x: tensor<6x4xf32>) -> tensor<8x4xf32> {
  %zero = array.constant dense<0.0> : tensor<f32>
  %two = array.constant dense<2.0> : tensor<6x4xf32>
  %0 = array.neg %x : tensor<6x4xf32>
  %1 = array.mul %0, %two : tensor<6x4xf32>
  %2 = array.pad %1, %zero {low = array<i64: 1, 0>, high = array<i64: 1, 0>, interior = array<i64: 0, 0>} : (tensor<6x4xf32>, tensor<f32>) -> tensor<8x4xf32>
  %3 = array.add %a, %2 : tensor<8x4xf32>
  %4 = array.pad %x, %zero {low = array<i64: 0, 0>, high = array<i64: 2, 0>, interior = array<i64: 0, 0>} : (tensor<6x4xf32>, tensor<f32>) -> tensor<8x4xf32>
  %5 = array.add %3, %4 : tensor<8x4xf32>
  %6 = array.pad %x, %zero {low = array<i64: 2, 0>, high = array<i64: 0, 0>, interior = array<i64: 0, 0>} : (tensor<6x4xf32>, tensor<f32>) -> tensor<8x4xf32>
  %7 = array.sub %5, %6 : tensor<8x4xf32>
  return %7 : tensor<8x4xf32>
}

// -----

// Changes of sign and constant factors of the pad itself do not part it from the sum.
// CHECK-LABEL: func.func @factor_outside(
// CHECK-COUNT-1: array.pad
// CHECK-NOT: array.pad
// CHECK: return
func.func @factor_outside(%x: tensor<6xi32>) -> tensor<7xi32> {
  %zero = array.constant dense<0> : tensor<i32>
  %three = array.constant dense<3> : tensor<7xi32>
  %0 = array.pad %x, %zero {low = array<i64: 1>, high = array<i64: 0>, interior = array<i64: 0>} : (tensor<6xi32>, tensor<i32>) -> tensor<7xi32>
  %1 = array.mul %0, %three : tensor<7xi32>
  %2 = array.pad %x, %zero {low = array<i64: 0>, high = array<i64: 1>, interior = array<i64: 0>} : (tensor<6xi32>, tensor<i32>) -> tensor<7xi32>
  %3 = array.add %2, %1 : tensor<7xi32>
  return %3 : tensor<7xi32>
}

// -----

// In the bodies of loops too.
// CHECK-LABEL: func.func @loop(
// CHECK: array.scan
// CHECK-COUNT-1: array.pad
// CHECK-NOT: array.pad
// CHECK: array.yield
func.func @loop(%a: tensor<8xf32>) -> tensor<8xf32> {
  %r = array.scan consts() carry(%a) over() length 4 : (tensor<8xf32>) -> tensor<8xf32> {
  ^bb0(%i: tensor<i64>, %c: tensor<8xf32>):
    %zero = array.constant dense<0.0> : tensor<f32>
    %x = array.slice %c {starts = array<i64: 1>, limits = array<i64: 7>, strides = array<i64: 1>} : (tensor<8xf32>) -> tensor<6xf32>
    %0 = array.pad %x, %zero {low = array<i64: 2>, high = array<i64: 0>, interior = array<i64: 0>} : (tensor<6xf32>, tensor<f32>) -> tensor<8xf32>
    %1 = array.pad %x, %zero {low = array<i64: 1>, high = array<i64: 1>, interior = array<i64: 0>} : (tensor<6xf32>, tensor<f32>) -> tensor<8xf32>
    %2 = array.add %0, %1 : tensor<8xf32>
    array.yield %2 : tensor<8xf32>
  }
  return %r : tensor<8xf32>
}

// -----

// An infinite factor would make NaN of the zeros; here it multiplies none.
// CHECK-LABEL: func.func @infinite(
// CHECK-COUNT-2: array.pad
func.func @infinite(%x: tensor<6xf32>) -> tensor<7xf32> {
  %zero = array.constant dense<0.0> : tensor<f32>
  %inf = array.constant dense<0x7F800000> : tensor<6xf32>
  %0 = array.mul %x, %inf : tensor<6xf32>
  %1 = array.pad %0, %zero {low = array<i64: 1>, high = array<i64: 0>, interior = array<i64: 0>} : (tensor<6xf32>, tensor<f32>) -> tensor<7xf32>
  %2 = array.pad %x, %zero {low = array<i64: 0>, high = array<i64: 1>, interior = array<i64: 0>} : (tensor<6xf32>, tensor<f32>) -> tensor<7xf32>
  %3 = array.add %2, %1 : tensor<7xf32>
  return %3 : tensor<7xf32>
}

// -----

// Not of one sum, not zeros, with gaps, with elements taken away, and far apart.
// CHECK-LABEL: func.func @others(
// CHECK-COUNT-9: array.pad
// CHECK-NOT: array.slice
// CHECK: return
func.func @others(%x: tensor<3xf32>, %w: tensor<100xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<6xf32>, tensor<100xf32>) {
  %zero = array.constant dense<0.0> : tensor<f32>
  %one = array.constant dense<1.0> : tensor<f32>
  %low = array.pad %x, %zero {low = array<i64: 1>, high = array<i64: 0>, interior = array<i64: 0>} : (tensor<3xf32>, tensor<f32>) -> tensor<4xf32>
  %high = array.pad %x, %zero {low = array<i64: 0>, high = array<i64: 1>, interior = array<i64: 0>} : (tensor<3xf32>, tensor<f32>) -> tensor<4xf32>
  %p1 = array.pad %x, %one {low = array<i64: 1>, high = array<i64: 0>, interior = array<i64: 0>} : (tensor<3xf32>, tensor<f32>) -> tensor<4xf32>
  %p2 = array.pad %x, %one {low = array<i64: 0>, high = array<i64: 1>, interior = array<i64: 0>} : (tensor<3xf32>, tensor<f32>) -> tensor<4xf32>
  %1 = array.add %p1, %p2 : tensor<4xf32>
  %g1 = array.pad %x, %zero {low = array<i64: 1>, high = array<i64: 0>, interior = array<i64: 1>} : (tensor<3xf32>, tensor<f32>) -> tensor<6xf32>
  %g2 = array.pad %x, %zero {low = array<i64: 0>, high = array<i64: 1>, interior = array<i64: 1>} : (tensor<3xf32>, tensor<f32>) -> tensor<6xf32>
  %2 = array.add %g1, %g2 : tensor<6xf32>
  %n = array.pad %x, %zero {low = array<i64: 4>, high = array<i64: -1>, interior = array<i64: 0>} : (tensor<3xf32>, tensor<f32>) -> tensor<6xf32>
  %3 = array.add %2, %n : tensor<6xf32>
  %f1 = array.pad %x, %zero {low = array<i64: 0>, high = array<i64: 97>, interior = array<i64: 0>} : (tensor<3xf32>, tensor<f32>) -> tensor<100xf32>
  %f2 = array.pad %x, %zero {low = array<i64: 97>, high = array<i64: 0>, interior = array<i64: 0>} : (tensor<3xf32>, tensor<f32>) -> tensor<100xf32>
  %4 = array.add %f1, %f2 : tensor<100xf32>
  return %low, %high, %1, %3, %4 : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<6xf32>, tensor<100xf32>
}
