// RUN: not covector-opt %s -array-jvp -split-input-file 2>&1 | FileCheck %s
// RUN: not covector-opt %s -array-vjp -split-input-file 2>&1 | FileCheck %s
// RUN: not covector-opt %s -array-linearize -split-input-file 2>&1 | FileCheck %s
// RUN: not covector-opt %s -array-transpose -split-input-file 2>&1 | FileCheck %s
// RUN: not covector-opt %s -array-grad -split-input-file 2>&1 | FileCheck %s
// RUN: not covector-opt %s -array-vmap=size=2 -split-input-file 2>&1 | FileCheck %s

// CHECK: error: {{[a-z]+}}: argument 0 of '@memref' must be an array of static shape, got 'memref<4xf32>'
func.func @memref(%x: memref<4xf32>) -> tensor<f32> {
  %0 = array.constant dense<1.0> : tensor<f32>
  return %0 : tensor<f32>
}

// -----

// CHECK: error: {{[a-z]+}}: argument 1 of '@dynamic' must be an array of static shape, got 'tensor<?xf32>'
func.func @dynamic(%x: tensor<f32>, %y: tensor<?xf32>) -> tensor<f32> {
  return %x : tensor<f32>
}

// -----

// CHECK: error: {{[a-z]+}}: argument 0 of '@huge' must be an array of static shape, got 'tensor<9223372036854775807xf32>'
func.func @huge(%x: tensor<9223372036854775807xf32>) -> tensor<f32> {
  %0 = array.constant dense<1.0> : tensor<f32>
  return %0 : tensor<f32>
}

// -----

// CHECK: error: {{[a-z]+}}: result 1 of '@integer' must be an array of static shape, got 'i32'
func.func @integer(%x: tensor<f32>) -> (tensor<f32>, i32) {
  %0 = arith.constant 1 : i32
  return %x, %0 : tensor<f32>, i32
}

// -----

// CHECK: error: {{[a-z]+}}: argument 0 of '@number' must be an array of static shape, got 'f32'
func.func @number(%x: f32) -> tensor<f32> {
  %0 = array.constant dense<1.0> : tensor<f32>
  return %0 : tensor<f32>
}
