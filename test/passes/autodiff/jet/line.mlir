// RUN: not covector-opt %s "-array-jet=function=cube order=3 line" -split-input-file -canonicalize -cse 2>/dev/null | FileCheck %s
// RUN: not covector-opt %s -split-input-file -array-expand-transforms 2>&1 | FileCheck %s --check-prefix=ERROR

// What lies on a line has no derivatives but the first: nothing is computed with zeros.
// CHECK-LABEL: func.func @cube_jet(
// CHECK-SAME:      %{{.*}}: tensor<f32>, %[[V:.*]]: tensor<f32>) -> (tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>)
// CHECK-NOT:     constant dense<0
// CHECK:         return
func.func @cube(%x: tensor<f32>) -> tensor<f32> {
  %0 = array.mul %x, %x : tensor<f32>
  %1 = array.mul %0, %x : tensor<f32>
  return %1 : tensor<f32>
}

// -----

func.func private @f(%x: tensor<f32>) -> tensor<f32>
func.func @operands(%x: tensor<f32>) -> tensor<f32> {
  // ERROR: error: 'array.jet' op primals and derivatives of the curve must be of types ('tensor<f32>', 'tensor<f32>'), got ('tensor<f32>', 'tensor<f32>', 'tensor<f32>')
  %0:3 = array.jet @f(%x, %x, %x) argnums [0] order 2 line : (tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<f32>, tensor<f32>, tensor<f32>)
  return %0#2 : tensor<f32>
}
