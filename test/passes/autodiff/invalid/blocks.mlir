// RUN: covector-opt %s -array-vjp -verify-diagnostics

// expected-error @below {{vjp: function '@main' has several blocks; structured control flow is needed}}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  cf.br ^end(%x : tensor<4xf32>)
^end(%y: tensor<4xf32>):
  return %y : tensor<4xf32>
}
