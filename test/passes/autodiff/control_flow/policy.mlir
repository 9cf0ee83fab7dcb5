// RUN: covector-opt %s --array-checkpoint=policy=nothing_saveable | FileCheck %s
// RUN: covector-opt %s --array-checkpoint=policy=nothing_saveable --array-grad | FileCheck %s --check-prefix=NOTHING
// RUN: covector-opt %s --array-checkpoint=policy=dots_saveable --array-grad | FileCheck %s --check-prefix=DOTS
// RUN: covector-opt %s --array-checkpoint=policy=everything_saveable --array-grad | FileCheck %s --check-prefix=EVERYTHING
// RUN: covector-opt %s --array-checkpoint="policy=save_only_these_names names=a,b" | FileCheck %s --check-prefix=NAMES
// RUN: covector-opt %s --array-checkpoint="policy=save_any_names_but_these names=a,b" | FileCheck %s --check-prefix=BUT
// RUN: covector-opt %s --array-checkpoint="policy=dots_saveable snapshots=2" | FileCheck %s --check-prefix=LOOPS
// RUN: not covector-opt %s --array-checkpoint=policy=dots 2>&1 | FileCheck %s --check-prefix=POLICY
// RUN: not covector-opt %s --array-checkpoint=policy=save_only_these_names 2>&1 | FileCheck %s --check-prefix=NONAMES
// RUN: not covector-opt %s --array-checkpoint="policy=dots_saveable names=a" 2>&1 | FileCheck %s --check-prefix=NAMED
// RUN: not covector-opt %s --array-checkpoint=names=a 2>&1 | FileCheck %s --check-prefix=ALONE

// CHECK-LABEL: func.func @main(
// CHECK-NEXT: %[[Y:.*]] = array.checkpoint saves [] %arg0, %arg1 :
// CHECK: array.dot_general
// CHECK: array.scan {{.*}} length 5 :
// CHECK: return %[[Y]] : tensor<f32>

// The derivative computes all of it again, but for what the policy saves.
// NOTHING-LABEL: func.func @main_grad(
// NOTHING: array.checkpoint saves [] again %arg1, %arg0, %{{.*}} :
// NOTHING: array.dot_general
// NOTHING: array.exp
// NOTHING: return

// DOTS-LABEL: func.func @main_grad(
// DOTS: %[[P:.*]]:2 = array.checkpoint saves ["dots"] %arg0, %arg1 : {{.*}} -> (tensor<f32>, tensor<2x2xf32>)
// DOTS: array.checkpoint saves ["dots"] again %arg1, %arg0, %[[P]]#1, %{{.*}} :
// DOTS-NEXT: ^bb0
// DOTS-NEXT: array.exp

// EVERYTHING-LABEL: func.func @main_grad(
// EVERYTHING: array.checkpoint saves ["everything"] again
// EVERYTHING-NOT: array.exp
// EVERYTHING: return

// NAMES: array.checkpoint saves ["name:a", "name:b"] %arg0
// BUT: array.checkpoint saves ["names_but:a,b"] %arg0
// LOOPS: array.checkpoint saves ["dots"]
// LOOPS: array.scan {{.*}} length 5 {snapshots = 2 : i64}

// POLICY: error: array-checkpoint: policy must be one of nothing_saveable, everything_saveable, {{.*}}, got dots
// NONAMES: error: array-checkpoint: names must be given with a policy of names, and with no other, got 0 names with save_only_these_names
// NAMED: error: array-checkpoint: names must be given with a policy of names, and with no other, got 1 names with dots_saveable
// ALONE: error: array-checkpoint: names must be given with a policy of names
func.func @main(%x: tensor<2x2xf32>, %w: tensor<2x2xf32>) -> tensor<f32> {
  %0 = array.dot_general %x, %w {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64: 1>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0>} : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %1 = array.exp %0 : tensor<2x2xf32>
  %2 = array.reduce_sum %1 {axes = array<i64: 0, 1>} : (tensor<2x2xf32>) -> tensor<f32>
  %3 = array.scan consts() carry(%2) over() length 5 : (tensor<f32>) -> tensor<f32> {
  ^bb0(%i: tensor<i64>, %a: tensor<f32>):
    %4 = array.add %a, %a : tensor<f32>
    array.yield %4 : tensor<f32>
  }
  return %3 : tensor<f32>
}
