// RUN: covector-opt %s --array-checkpoint=snapshots=5 | FileCheck %s
// RUN: covector-opt %s --array-checkpoint=snapshots=5 --array-vjp=function=main | FileCheck %s --check-prefix=VJP
// RUN: covector-opt %s --array-checkpoint=snapshots=5 --array-linearize=function=main | FileCheck %s --check-prefix=LINEAR
// RUN: covector-opt %s --array-checkpoint="snapshots=5 function=counted" --array-vjp=function=counted | FileCheck %s --check-prefix=COUNTED
// RUN: covector-opt %s --array-checkpoint=snapshots=5 --array-grad=function=main --array-simplify \
// RUN:   | covector-run - main_grad 1.0 | FileCheck %s --check-prefix=VALUE

// CHECK-LABEL: func.func @main(
// CHECK: array.scan {{.*}} length 100 {snapshots = 5 : i64}
func.func @main(%x: tensor<f32>) -> tensor<f32> {
  %0 = array.scan consts() carry(%x) over() length 100 : (tensor<f32>) -> tensor<f32> {
  ^bb0(%i: tensor<i64>, %a: tensor<f32>):
    %1 = array.sin %a : tensor<f32>
    array.yield %1 : tensor<f32>
  }
  return %0 : tensor<f32>
}
