// RUN: covector-opt %s -array-vjp | FileCheck %s
// RUN: covector-opt %s -array-vjp=function=own | FileCheck %s --check-prefix=OWN
// RUN: covector-opt %s -array-expand-transforms | FileCheck %s --check-prefix=DONE

// The operand and the named value are saved, the rest is computed again, apart from
// the first time.
// CHECK-LABEL: func.func @main_vjp(
// CHECK: %[[P:.*]]:2 = array.checkpoint saves ["name:hidden"] %arg0 :
// CHECK: %[[G:.*]] = array.checkpoint saves ["name:hidden"] again %arg0, %[[P]]#1, %arg1 :
// CHECK-NEXT: ^bb0(%[[X:.*]]: tensor<4xf32>, %[[HIDDEN:.*]]: tensor<4xf32>, %[[CT:.*]]: tensor<4xf32>):
// CHECK: array.cos %[[X]]
// CHECK: %[[NAMED:.*]] = array.checkpoint_name "hidden" %[[HIDDEN]]
// CHECK: array.cos %[[NAMED]]
// CHECK: return %[[P]]#0, %[[G]]

// A checkpoint that nobody differentiates is what it does.
// DONE-LABEL: func.func @main(
// DONE-NOT: array.checkpoint saves
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %y = array.checkpoint saves ["name:hidden"] %x : (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>):
    %0 = array.sin %a : tensor<4xf32>
    %1 = array.checkpoint_name "hidden" %0 : tensor<4xf32>
    %2 = array.sin %1 : tensor<4xf32>
    array.yield %2 : tensor<4xf32>
  }
  return %y : tensor<4xf32>
}

// What a name is given to is what is saved, so that the rule of exp reads its own result.
// OWN-LABEL: func.func @own_vjp(
// OWN: %[[P:.*]]:2 = array.checkpoint saves ["name:hidden"] %arg0 :
// OWN: %[[EXP:.*]] = array.exp
// OWN: array.yield %{{.*}}, %[[EXP]]
// OWN: array.checkpoint saves ["name:hidden"] again %[[P]]#1, %arg1 :
// OWN-NEXT: ^bb0(%[[HIDDEN:.*]]: tensor<4xf32>, %[[CT:.*]]: tensor<4xf32>):
// OWN-NOT: array.exp
// OWN: array.mul %{{.*}}, %[[HIDDEN]]
// OWN: return
func.func @own(%x: tensor<4xf32>) -> tensor<4xf32> {
  %y = array.checkpoint saves ["name:hidden"] %x : (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>):
    %0 = array.exp %a : tensor<4xf32>
    %1 = array.checkpoint_name "hidden" %0 : tensor<4xf32>
    %2 = array.sin %1 : tensor<4xf32>
    array.yield %2 : tensor<4xf32>
  }
  return %y : tensor<4xf32>
}
