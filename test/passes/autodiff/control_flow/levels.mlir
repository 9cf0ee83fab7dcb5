// RUN: covector-opt %s --array-checkpoint | FileCheck %s
// RUN: covector-opt %s --array-checkpoint --array-vjp | FileCheck %s --check-prefix=VJP
// RUN: not covector-opt %s --array-checkpoint=levels=0 2>&1 | FileCheck %s --check-prefix=ERROR

// CHECK-LABEL: func.func @main(
// CHECK: array.scan {{.*}} length 100 {levels = 2 : i64}

// Ten segments of ten iterations: what they begin with is kept, and each is run again,
// keeping what its iterations need.
// VJP-LABEL: func.func @main_vjp(
// VJP: %[[P:.*]]:2 = array.scan {{.*}} length 10 : (tensor<f32>) -> (tensor<f32>, tensor<10xf32>)
// VJP: array.checkpoint saves []
// VJP: array.scan {{.*}} over(%[[P]]#1) length 10 reverse
// VJP: array.checkpoint saves [] again
// VJP: %[[AGAIN:.*]]:2 = array.scan {{.*}} length 10 : {{.*}} -> (tensor<f32>, tensor<10xf32>)
// VJP: array.scan {{.*}} over(%[[AGAIN]]#1) length 10 reverse

// ERROR: error: array-checkpoint: levels must be at least 1, got 0
func.func @main(%x: tensor<f32>) -> tensor<f32> {
  %0 = array.scan consts() carry(%x) over() length 100 : (tensor<f32>) -> tensor<f32> {
  ^bb0(%i: tensor<i64>, %a: tensor<f32>):
    %1 = array.sin %a : tensor<f32>
    array.yield %1 : tensor<f32>
  }
  return %0 : tensor<f32>
}
