// RUN: not covector-opt %s "-array-jet=order=0" 2>&1 | FileCheck %s

// CHECK: error: jet: the order must be positive, got 0
func.func @f(%x: tensor<f32>) -> tensor<f32> {
  return %x : tensor<f32>
}
