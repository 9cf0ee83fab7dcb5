// RUN: not covector-opt %s -array-to-linalg 2>&1 | FileCheck %s

// CHECK: error: 'array.psum' op is over the axis 'i', which nothing maps; map the function over an axis of that name with array.vmap or array-vmap first
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.psum %x {axis_name = "i"} : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
