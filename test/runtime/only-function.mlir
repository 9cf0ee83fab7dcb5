// RUN: covector-run %s --args 2.0 3.0 | FileCheck %s

// A file with one function needs no name for it.
// CHECK: 6
func.func @product(%x: tensor<f32>, %y: tensor<f32>) -> tensor<f32> {
  %0 = array.mul %x, %y : tensor<f32>
  return %0 : tensor<f32>
}
