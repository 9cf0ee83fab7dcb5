// RUN: covector-run %s --arg=1,2,3,4,5,6 --arg=1,-1,true --arg=1,2,3,-4 | FileCheck %s

// Types, donation and results that are arguments.
// CHECK:      tensor<2x3xi32>: 2, 4, 6, 8, 10, 12
// CHECK-NEXT: tensor<3xi1>: true, true, true
// CHECK-NEXT: tensor<2xcomplex<f32>>: 1 + -2i, 3 + 4i
// CHECK-NEXT: tensor<2xcomplex<f32>>: 1 + 2i, 3 + -4i
// CHECK-NEXT: tensor<i32>: 21
// CHECK-NEXT: tensor<0x2xf32>: {{$}}
func.func @main(%x: tensor<2x3xi32> {array.donated}, %p: tensor<3xi1>, %z: tensor<2xcomplex<f32>>)
    -> (tensor<2x3xi32>, tensor<3xi1>, tensor<2xcomplex<f32>>, tensor<2xcomplex<f32>>, tensor<i32>,
        tensor<0x2xf32>) {
  %sum = array.reduce_sum %x {axes = array<i64: 0, 1>} : (tensor<2x3xi32>) -> tensor<i32>
  %0 = array.add %x, %x : tensor<2x3xi32>
  %1 = array.conj %z : tensor<2xcomplex<f32>>
  %none = array.constant dense<1.0> : tensor<0x2xf32>
  return %0, %p, %1, %z, %sum, %none : tensor<2x3xi32>, tensor<3xi1>, tensor<2xcomplex<f32>>,
      tensor<2xcomplex<f32>>, tensor<i32>, tensor<0x2xf32>
}
