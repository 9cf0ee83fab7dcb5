// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// a cotangent is cut in pieces
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<2xf32>, %[[B:.*]]: tensor<3xf32>, %[[C:.*]]: tensor<2xf32>, %[[D:.*]]: tensor<3xf32>) -> (tensor<5xf32>, tensor<5xf32>)
// FORWARD-NEXT:    %[[CONCATENATE4:.*]] = array.concatenate %[[A]], %[[B]] {axis = 0 : i64} : (tensor<2xf32>, tensor<3xf32>) -> tensor<5xf32>
// FORWARD-NEXT:    %[[CONCATENATE5:.*]] = array.concatenate %[[C]], %[[D]] {axis = 0 : i64} : (tensor<2xf32>, tensor<3xf32>) -> tensor<5xf32>
// FORWARD-NEXT:    return %[[CONCATENATE4]], %[[CONCATENATE5]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<2xf32>, %[[B:.*]]: tensor<3xf32>, %[[C:.*]]: tensor<5xf32>) -> (tensor<5xf32>, tensor<2xf32>, tensor<3xf32>)
// REVERSE-NEXT:    %[[CONCATENATE3:.*]] = array.concatenate %[[A]], %[[B]] {axis = 0 : i64} : (tensor<2xf32>, tensor<3xf32>) -> tensor<5xf32>
// REVERSE-NEXT:    %[[SLICE4:.*]] = array.slice %[[C]] {limits = array<i64: 2>, starts = array<i64: 0>, strides = array<i64: 1>} : (tensor<5xf32>) -> tensor<2xf32>
// REVERSE-NEXT:    %[[SLICE5:.*]] = array.slice %[[C]] {limits = array<i64: 5>, starts = array<i64: 2>, strides = array<i64: 1>} : (tensor<5xf32>) -> tensor<3xf32>
// REVERSE-NEXT:    return %[[CONCATENATE3]], %[[SLICE4]], %[[SLICE5]]
func.func @main(%x: tensor<2xf32>, %y: tensor<3xf32>) -> tensor<5xf32> {
  %0 = array.concatenate %x, %y {axis = 0 : i64} : (tensor<2xf32>, tensor<3xf32>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}
