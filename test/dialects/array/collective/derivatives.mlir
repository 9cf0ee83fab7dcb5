// RUN: covector-opt %s -array-linearize=function=all -array-transpose=function=all_linear | FileCheck %s
// RUN: covector-opt %s -array-jvp=function=greatest | FileCheck %s --check-prefix=MAX

// Each is linear: its tangent is itself, its transpose the opposite exchange.
// CHECK-LABEL: func.func @all_linear(
// CHECK: array.psum
// CHECK: array.all_gather
// CHECK: array.psum_scatter
// CHECK: array.all_to_all
// CHECK: array.ppermute
// CHECK-LABEL: func.func @all_linear_transpose(
// CHECK: array.ppermute %{{.*}} {axis_name = "i", sources = array<i64: -1, 0>}
// CHECK: array.all_to_all %{{.*}} {axis_name = "i", concat_axis = 0 : i64, split_axis = 1 : i64}
// CHECK: array.all_gather %{{.*}} {axis = 1 : i64, axis_name = "i", axis_size = 2 : i64}
// CHECK: array.psum_scatter %{{.*}} {axis = 1 : i64, axis_name = "i"}
// CHECK: array.psum %{{.*}} {axis_name = "i"}
func.func @all(%x: tensor<2xf32>) -> tensor<2x2xf32> {
  %0 = array.psum %x {axis_name = "i"} : (tensor<2xf32>) -> tensor<2xf32>
  %1 = array.all_gather %0 {axis = 1 : i64, axis_name = "i", axis_size = 2 : i64} : (tensor<2xf32>) -> tensor<2x2xf32>
  %2 = array.psum_scatter %1 {axis = 1 : i64, axis_name = "i"} : (tensor<2x2xf32>) -> tensor<2xf32>
  %3 = array.broadcast_in_dim %2 {dimensions = array<i64: 1>, shape = array<i64: 2, 2>} : (tensor<2xf32>) -> tensor<2x2xf32>
  %4 = array.all_to_all %3 {axis_name = "i", concat_axis = 1 : i64, split_axis = 0 : i64} : (tensor<2x2xf32>) -> tensor<2x2xf32>
  %5 = array.ppermute %4 {axis_name = "i", sources = array<i64: 1, -1>} : (tensor<2x2xf32>) -> tensor<2x2xf32>
  return %5 : tensor<2x2xf32>
}

// MAX-LABEL: func.func @greatest_jvp(
// MAX: %[[R:.*]] = array.pmax %[[X:.*]] {axis_name = "i"}
// MAX: %[[C:.*]] = array.compare EQ, %[[X]], %[[R]]
// MAX: %[[S:.*]] = array.select %[[C]]
// MAX: %[[SUM:.*]] = array.psum %[[S]] {axis_name = "i"}
// MAX: %[[COUNT:.*]] = array.psum %{{.*}} {axis_name = "i"}
// MAX: array.div %[[SUM]], %[[COUNT]]
func.func @greatest(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = array.pmax %x {axis_name = "i"} : (tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}
