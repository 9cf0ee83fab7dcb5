// RUN: covector-opt %s | covector-opt | FileCheck %s
// RUN: covector-opt --mlir-print-op-generic %s | covector-opt | FileCheck %s

// CHECK-LABEL: func.func @ops
// CHECK-NEXT: array.psum %{{.*}} {axis_name = "i"} : (tensor<3x4xf32>) -> tensor<3x4xf32>
// CHECK-NEXT: array.pmax %{{.*}} {axis_name = "i"} : (tensor<3x4xf32>) -> tensor<3x4xf32>
// CHECK-NEXT: array.pmin %{{.*}} {axis_name = "i"} : (tensor<3x4xf32>) -> tensor<3x4xf32>
// CHECK-NEXT: array.all_gather %{{.*}} {axis = 1 : i64, axis_name = "i", axis_size = 8 : i64} : (tensor<3x4xf32>) -> tensor<3x8x4xf32>
// CHECK-NEXT: array.psum_scatter %{{.*}} {axis = 1 : i64, axis_name = "i"} : (tensor<3x4xf32>) -> tensor<3xf32>
// CHECK-NEXT: array.all_to_all %{{.*}} {axis_name = "i", concat_axis = 0 : i64, split_axis = 1 : i64} : (tensor<3x4xf32>) -> tensor<4x3xf32>
// CHECK-NEXT: array.ppermute %{{.*}} {axis_name = "i", sources = array<i64: 1, -1>} : (tensor<3x4xf32>) -> tensor<3x4xf32>
// CHECK-NEXT: array.axis_index {axis_name = "i"} : tensor<i32>
func.func @ops(%x: tensor<3x4xf32>) {
  %0 = array.psum %x {axis_name = "i"} : (tensor<3x4xf32>) -> tensor<3x4xf32>
  %1 = array.pmax %x {axis_name = "i"} : (tensor<3x4xf32>) -> tensor<3x4xf32>
  %2 = array.pmin %x {axis_name = "i"} : (tensor<3x4xf32>) -> tensor<3x4xf32>
  %3 = array.all_gather %x {axis = 1 : i64, axis_name = "i", axis_size = 8 : i64} : (tensor<3x4xf32>) -> tensor<3x8x4xf32>
  %4 = array.psum_scatter %x {axis = 1 : i64, axis_name = "i"} : (tensor<3x4xf32>) -> tensor<3xf32>
  %5 = array.all_to_all %x {axis_name = "i", concat_axis = 0 : i64, split_axis = 1 : i64} : (tensor<3x4xf32>) -> tensor<4x3xf32>
  %6 = array.ppermute %x {axis_name = "i", sources = array<i64: 1, -1>} : (tensor<3x4xf32>) -> tensor<3x4xf32>
  %7 = array.axis_index {axis_name = "i"} : tensor<i32>
  return
}

// CHECK-LABEL: func.func @request
// CHECK: array.vmap @lane(%{{.*}}) in_axes [0] out_axes [0] size 8 axis_name "i" : (tensor<8xf32>) -> tensor<8xf32>
func.func @request(%x: tensor<8xf32>) -> tensor<8xf32> {
  %0 = array.vmap @lane(%x) in_axes [0] out_axes [0] size 8 axis_name "i" : (tensor<8xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}
func.func private @lane(%x: tensor<f32>) -> tensor<f32> {
  %0 = array.psum %x {axis_name = "i"} : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}
