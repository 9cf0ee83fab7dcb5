// RUN: covector-opt %s -array-to-stablehlo | FileCheck %s

// CHECK-NOT: array.
func.func @f(%x: tensor<4x8xf32>, %i: tensor<2x1xi32>, %n: tensor<i64>, %p: tensor<i1>) -> (tensor<f32>, tensor<2x8xf32>, tensor<4xi32>, tensor<4x8xf32>, tensor<4x8xf32>, tensor<f32>, tensor<8xf32>, tensor<4x8xf32>, tensor<4x8xf32>) {
  %0 = array.sin %x : tensor<4x8xf32>
  %1 = array.reduce_sum %0 {axes = array<i64: 0, 1>} : (tensor<4x8xf32>) -> tensor<f32>
  %2 = array.gather %x, %i {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>,
         mode = #array<index_mode fill>, offset_axes = array<i64: 1>, operand_batch_axes = array<i64>,
         slice_sizes = array<i64: 1, 8>, start_index_map = array<i64: 0>, wrap_negative = true}
        : (tensor<4x8xf32>, tensor<2x1xi32>) -> tensor<2x8xf32>
  %3 = array.argmax %x {axis = 1 : i64, index_type = i32} : (tensor<4x8xf32>) -> tensor<4xi32>
  %4 = array.scatter %x, %i, %2 {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>,
         kind = #array<scatter_kind add>, mode = #array<index_mode fill>,
         operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>}
        : (tensor<4x8xf32>, tensor<2x1xi32>, tensor<2x8xf32>) -> tensor<4x8xf32>
  %5 = array.case %p, %x : (tensor<i1>, tensor<4x8xf32>) -> tensor<4x8xf32> {
    ^bb0(%a: tensor<4x8xf32>):
      array.yield %a : tensor<4x8xf32>
    }, {
    ^bb0(%a: tensor<4x8xf32>):
      %b = array.erf %a : tensor<4x8xf32>
      array.yield %b : tensor<4x8xf32>
    }
  %c = array.constant dense<1.0> : tensor<f32>
  %last, %all = array.scan consts(%c) carry(%1) over(%x) length 4 reverse
        : (tensor<f32>, tensor<f32>, tensor<4x8xf32>) -> (tensor<f32>, tensor<4x8xf32>) {
    ^bb0(%k: tensor<i64>, %factor: tensor<f32>, %sum: tensor<f32>, %element: tensor<8xf32>):
      %s = array.reduce_max %element {axes = array<i64: 0>} : (tensor<8xf32>) -> tensor<f32>
      %m = array.masked_mul %factor, %sum : tensor<f32>
      %t = array.add %m, %s : tensor<f32>
      array.yield %t, %element : tensor<f32>, tensor<8xf32>
    }
  %r = array.slice %x {starts = array<i64: 1, 0>, limits = array<i64: 2, 8>, strides = array<i64: 1, 1>} : (tensor<4x8xf32>) -> tensor<1x8xf32>
  %rr = array.reshape %r {shape = array<i64: 8>} : (tensor<1x8xf32>) -> tensor<8xf32>
  %so = array.sort %x {axis = 1 : i64, num_keys = 1 : i64} : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %cu = array.cumsum %x {axis = 1 : i64, reverse = false} : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %1, %2, %3, %4, %5, %last, %rr, %so, %cu : tensor<f32>, tensor<2x8xf32>, tensor<4xi32>, tensor<4x8xf32>, tensor<4x8xf32>, tensor<f32>, tensor<8xf32>, tensor<4x8xf32>, tensor<4x8xf32>
}
