// RUN: covector-opt %s --array-prepare-buffers | FileCheck %s

// CHECK-LABEL: func.func @main
// CHECK-SAME:  %{{.*}}: tensor<4xf32> {bufferization.writable = false}
// CHECK-SAME:  %{{.*}}: tensor<4xf32> {array.donated, bufferization.writable = true}
func.func @main(%x: tensor<4xf32>, %y: tensor<4xf32> {array.donated}) -> (tensor<4xf32>, tensor<4xf32>) {
  // Every user gets a buffer of its own.
  // CHECK: %[[E1:.*]] = tensor.empty
  // CHECK: linalg.exp {{.*}} outs(%[[E1]]
  // CHECK: %[[E2:.*]] = tensor.empty
  // CHECK: linalg.exp {{.*}} outs(%[[E2]]
  %e = tensor.empty() : tensor<4xf32>
  %0 = linalg.exp ins(%x : tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  %1 = linalg.exp ins(%y : tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  return %0, %1 : tensor<4xf32>, tensor<4xf32>
}
