// RUN: not covector-opt %s -array-to-stablehlo 2>&1 | FileCheck %s

// CHECK: error: 'array.eig' op has no form in StableHLO for these operands; the CPU target computes it
func.func @f(%x: tensor<3x3xf32>) -> tensor<3xcomplex<f32>> {
  %w = array.eig %x {left = false, right = false, differentiable_vectors = false} : (tensor<3x3xf32>) -> tensor<3xcomplex<f32>>
  return %w : tensor<3xcomplex<f32>>
}
