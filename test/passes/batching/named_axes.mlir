// RUN: covector-opt %s -array-expand-transforms | FileCheck %s
// RUN: not covector-opt %s "-array-vmap=function=lane size=3 axis-name=i" 2>&1 | FileCheck %s --check-prefix=LANES

// LANES: error: 'array.psum_scatter' op is made for 4 lanes of the axis 'i', which has 3

// The innermost mapping of a name is meant; that over `j` carries its lanes through.
// CHECK-LABEL: func.func @main(
// CHECK-SAME: %[[X:.*]]: tensor<4x5x4xf32>
// CHECK: array.reduce_sum %{{.*}} {axes = array<i64: {{[01]}}>} : (tensor<{{4x5|5x4}}x4xf32>) -> tensor<5x4xf32>
// CHECK-NOT: axis_name
// CHECK: return
func.func @main(%x: tensor<4x5x4xf32>) -> tensor<4x5xf32> {
  %0 = array.vmap @row(%x) in_axes [0] out_axes [0] size 4 axis_name "i" : (tensor<4x5x4xf32>) -> tensor<4x5xf32>
  return %0 : tensor<4x5xf32>
}
func.func private @row(%x: tensor<5x4xf32>) -> tensor<5xf32> {
  %0 = array.vmap @lane(%x) in_axes [0] out_axes [0] size 5 axis_name "j" : (tensor<5x4xf32>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}
func.func private @lane(%x: tensor<4xf32>) -> tensor<f32> {
  %0 = array.psum_scatter %x {axis = 0 : i64, axis_name = "i"} : (tensor<4xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// What refers to the lanes in a loop makes the carried value differ.
// CHECK-LABEL: func.func @in_loop(
// CHECK: array.scan consts() carry(%{{.*}}) over() length 3 : (tensor<4xi32>) -> tensor<4xi32>
// CHECK: array.iota {axis = 0 : i64, element_type = i32, shape = array<i64: 4>}
func.func @in_loop(%x: tensor<i32>) -> tensor<4xi32> {
  %0 = array.vmap @loop(%x) in_axes [-1] out_axes [0] size 4 axis_name "i" : (tensor<i32>) -> tensor<4xi32>
  return %0 : tensor<4xi32>
}
func.func private @loop(%x: tensor<i32>) -> tensor<i32> {
  %y = array.scan consts() carry(%x) over() length 3 : (tensor<i32>) -> tensor<i32> {
  ^bb0(%i: tensor<i64>, %c: tensor<i32>):
    %0 = array.axis_index {axis_name = "i"} : tensor<i32>
    %1 = array.add %c, %0 : tensor<i32>
    array.yield %1 : tensor<i32>
  }
  return %y : tensor<i32>
}
