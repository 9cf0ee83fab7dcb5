// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// the derivative is shared by the greatest elements
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<2x3xf32>, %[[B:.*]]: tensor<2x3xf32>) -> (tensor<2xf32>, tensor<2xf32>)
// FORWARD-NEXT:    %[[REDUCEMAX2:.*]] = array.reduce_max %[[A]] {axes = array<i64: 1>} : (tensor<2x3xf32>) -> tensor<2xf32>
// FORWARD-NEXT:    %[[BROADCASTINDIM3:.*]] = array.broadcast_in_dim %[[REDUCEMAX2]] {dimensions = array<i64: 0>, shape = array<i64: 2, 3>} : (tensor<2xf32>) -> tensor<2x3xf32>
// FORWARD-NEXT:    %[[COMPARE4:.*]] = array.compare  EQ, %[[A]], %[[BROADCASTINDIM3]] : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xi1>
// FORWARD-NEXT:    %[[CONSTANT5:.*]] = array.constant dense<0.000000e+00> : tensor<2x3xf32>
// FORWARD-NEXT:    %[[SELECT6:.*]] = array.select %[[COMPARE4]], %[[B]], %[[CONSTANT5]] : (tensor<2x3xi1>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
// FORWARD-NEXT:    %[[REDUCESUM7:.*]] = array.reduce_sum %[[SELECT6]] {axes = array<i64: 1>} : (tensor<2x3xf32>) -> tensor<2xf32>
// FORWARD-NEXT:    %[[CONVERT8:.*]] = array.convert %[[COMPARE4]] {element_type = f32} : (tensor<2x3xi1>) -> tensor<2x3xf32>
// FORWARD-NEXT:    %[[REDUCESUM9:.*]] = array.reduce_sum %[[CONVERT8]] {axes = array<i64: 1>} : (tensor<2x3xf32>) -> tensor<2xf32>
// FORWARD-NEXT:    %[[DIV10:.*]] = array.div %[[REDUCESUM7]], %[[REDUCESUM9]]
// FORWARD-NEXT:    return %[[REDUCEMAX2]], %[[DIV10]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<2x3xf32>, %[[B:.*]]: tensor<2xf32>) -> (tensor<2xf32>, tensor<2x3xf32>)
// REVERSE-NEXT:    %[[REDUCEMAX2:.*]] = array.reduce_max %[[A]] {axes = array<i64: 1>} : (tensor<2x3xf32>) -> tensor<2xf32>
// REVERSE-NEXT:    %[[BROADCASTINDIM3:.*]] = array.broadcast_in_dim %[[REDUCEMAX2]] {dimensions = array<i64: 0>, shape = array<i64: 2, 3>} : (tensor<2xf32>) -> tensor<2x3xf32>
// REVERSE-NEXT:    %[[COMPARE4:.*]] = array.compare  EQ, %[[A]], %[[BROADCASTINDIM3]] : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xi1>
// REVERSE-NEXT:    %[[CONVERT5:.*]] = array.convert %[[COMPARE4]] {element_type = f32} : (tensor<2x3xi1>) -> tensor<2x3xf32>
// REVERSE-NEXT:    %[[REDUCESUM6:.*]] = array.reduce_sum %[[CONVERT5]] {axes = array<i64: 1>} : (tensor<2x3xf32>) -> tensor<2xf32>
// REVERSE-NEXT:    %[[DIV7:.*]] = array.div %[[B]], %[[REDUCESUM6]]
// REVERSE-NEXT:    %[[BROADCASTINDIM8:.*]] = array.broadcast_in_dim %[[DIV7]] {dimensions = array<i64: 0>, shape = array<i64: 2, 3>} : (tensor<2xf32>) -> tensor<2x3xf32>
// REVERSE-NEXT:    %[[CONSTANT9:.*]] = array.constant dense<0.000000e+00> : tensor<2x3xf32>
// REVERSE-NEXT:    %[[SELECT10:.*]] = array.select %[[COMPARE4]], %[[BROADCASTINDIM8]], %[[CONSTANT9]] : (tensor<2x3xi1>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
// REVERSE-NEXT:    return %[[REDUCEMAX2]], %[[SELECT10]]
func.func @main(%x: tensor<2x3xf32>) -> tensor<2xf32> {
  %0 = array.reduce_max %x {axes = array<i64: 1>} : (tensor<2x3xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}
