// RUN: covector-opt %s -array-jvp -split-input-file -verify-diagnostics

// Only what varies needs a rule: the first operation does not matter.
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %c = array.constant dense<1.0> : tensor<4xf32>
  %0 = math.sin %c : tensor<4xf32>
  // expected-error @below {{'math.sin' op is not supported by jvp yet: it has no forward-mode rule (in '@main')}}
  %1 = math.sin %x : tensor<4xf32>
  %2 = array.add %0, %1 : tensor<4xf32>
  return %2 : tensor<4xf32>
}
