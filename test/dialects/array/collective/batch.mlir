// RUN: covector-opt %s "-array-vmap=function=mapped size=2 axis-name=i" | FileCheck %s --check-prefix=OWN
// RUN: covector-opt %s "-array-vmap=function=same size=2 axis-name=i in-axes=-1" | FileCheck %s --check-prefix=SAME
// RUN: covector-opt %s "-array-vmap=function=mapped size=3 axis-name=j" | FileCheck %s --check-prefix=OTHER
// RUN: covector-opt %s "-array-vmap=function=mapped size=3" | FileCheck %s --check-prefix=OTHER

// Over the axis itself: ordinary operations along the lanes.
// OWN-LABEL: func.func @mapped_vmap(
// OWN-SAME: %[[X:.*]]: tensor<2x2xf32>)
// OWN-NOT: axis_name
// OWN: %[[SUM:.*]] = array.reduce_sum %[[X]] {axes = array<i64: 0>} : (tensor<2x2xf32>) -> tensor<2xf32>
// OWN: array.reduce_max %[[X]] {axes = array<i64: 0>}
// OWN: array.reduce_min %[[X]] {axes = array<i64: 0>}
// OWN: %[[GATHERED:.*]] = array.transpose %[[X]] {permutation = array<i64: 1, 0>}
// OWN: array.broadcast_in_dim %[[GATHERED]]
// OWN: array.concatenate
// OWN: array.iota {axis = 0 : i64, element_type = i32, shape = array<i64: 2>} : tensor<2xi32>
// OWN: return

// Where all lanes are the same.
// SAME-LABEL: func.func @same_vmap(
// SAME-SAME: %[[X:.*]]: tensor<2xi8>)
// SAME-DAG: %[[SIZE:.*]] = array.constant dense<2> : tensor<2xi8>
// SAME-DAG: array.mul %[[X]], %[[SIZE]]
// SAME-DAG: array.broadcast_in_dim %[[X]] {dimensions = array<i64: 1>, shape = array<i64: 2, 2>}
// SAME-NOT: axis_name
// SAME: return

// Over another axis: the lanes are carried along.
// OTHER-LABEL: func.func @mapped_vmap(
// OTHER-SAME: %[[X:.*]]: tensor<3x2xf32>)
// OTHER: array.psum %[[X]] {axis_name = "i"} : (tensor<3x2xf32>) -> tensor<3x2xf32>
// OTHER: array.pmax %[[X]] {axis_name = "i"}
// OTHER: array.pmin %[[X]] {axis_name = "i"}
// OTHER: array.all_gather %[[X]] {axis = 2 : i64, axis_name = "i", axis_size = 2 : i64} : (tensor<3x2xf32>) -> tensor<3x2x2xf32>
// OTHER: array.psum_scatter %{{.*}} {axis = 2 : i64, axis_name = "i"}
// OTHER: array.all_to_all %{{.*}} {axis_name = "i", concat_axis = 2 : i64, split_axis = 1 : i64}
// OTHER: array.ppermute %{{.*}} {axis_name = "i", sources = array<i64: 1, -1>} : (tensor<3x2x2xf32>) -> tensor<3x2x2xf32>
// OTHER: array.axis_index {axis_name = "i"} : tensor<i32>
func.func @mapped(%x: tensor<2xf32>)
    -> (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2x2xf32>, tensor<i32>) {
  %0 = array.psum %x {axis_name = "i"} : (tensor<2xf32>) -> tensor<2xf32>
  %1 = array.pmax %x {axis_name = "i"} : (tensor<2xf32>) -> tensor<2xf32>
  %2 = array.pmin %x {axis_name = "i"} : (tensor<2xf32>) -> tensor<2xf32>
  %3 = array.all_gather %x {axis = 1 : i64, axis_name = "i", axis_size = 2 : i64} : (tensor<2xf32>) -> tensor<2x2xf32>
  %4 = array.psum_scatter %3 {axis = 1 : i64, axis_name = "i"} : (tensor<2x2xf32>) -> tensor<2xf32>
  %5 = array.all_to_all %3 {axis_name = "i", concat_axis = 1 : i64, split_axis = 0 : i64} : (tensor<2x2xf32>) -> tensor<2x2xf32>
  %6 = array.ppermute %5 {axis_name = "i", sources = array<i64: 1, -1>} : (tensor<2x2xf32>) -> tensor<2x2xf32>
  %7 = array.axis_index {axis_name = "i"} : tensor<i32>
  return %0, %1, %2, %4, %6, %7 : tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2x2xf32>, tensor<i32>
}

func.func @same(%x: tensor<2xi8>) -> (tensor<2xi8>, tensor<2xi8>, tensor<2x2xi8>, tensor<2xi8>) {
  %0 = array.psum %x {axis_name = "i"} : (tensor<2xi8>) -> tensor<2xi8>
  %1 = array.pmax %x {axis_name = "i"} : (tensor<2xi8>) -> tensor<2xi8>
  %2 = array.all_gather %x {axis = 0 : i64, axis_name = "i", axis_size = 2 : i64} : (tensor<2xi8>) -> tensor<2x2xi8>
  %3 = array.ppermute %x {axis_name = "i", sources = array<i64: 1, 0>} : (tensor<2xi8>) -> tensor<2xi8>
  return %0, %1, %2, %3 : tensor<2xi8>, tensor<2xi8>, tensor<2x2xi8>, tensor<2xi8>
}
