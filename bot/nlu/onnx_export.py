"""all-MiniLM-L6-v2 (or another BERT encoder) as an ONNX file with eight-bit weights.

Rasa's environment has no PyTorch. The graph is written here node by node from the published
weights with the fused operators of ONNX Runtime: token ids in, the mean of the last layer out.
"""

from __future__ import annotations

import json
import logging
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors import safe_open

_FUSED = "com.microsoft"


def export(folder: Path, target: Path, *, eight_bit: bool = True) -> None:
    """Write the encoder of a sentence-transformers folder as one ONNX file.

    Args:
        folder: holds config.json and model.safetensors.
        target: the file to write; it appears whole or not at all.
        eight_bit: weights of the matrix products as signed bytes (four times faster, cosine to
            the full ones about 0.99).
    """
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    with safe_open(str(folder / "model.safetensors"), "numpy") as tensors:
        names = tensors.keys()  # it cannot be iterated itself
        graph = _Graph({name: tensors.get_tensor(name) for name in names}, config)
    model = graph.model()
    part = target.with_suffix(".part")
    if eight_bit:
        _quantize(model, part)
    else:
        onnx.save(model, str(part))
    part.replace(target)


def _quantize(model: onnx.ModelProto, target: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    whole = target.with_suffix(".whole")
    onnx.save(model, str(whole))
    logging.getLogger().setLevel(logging.ERROR)  # it advises a step that this graph has behind it
    quantize_dynamic(
        str(whole),
        str(target),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Attention"],
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
    )
    whole.unlink()


class _Graph:
    """Builds the graph; names of the weights are those of Hugging Face's BERT."""

    def __init__(self, weights: dict[str, np.ndarray], config: dict[str, object]) -> None:
        self._weights = weights
        self._layers = int(str(config["num_hidden_layers"]))
        self._heads = int(str(config["num_attention_heads"]))
        self._width = int(str(config["hidden_size"]))
        self._epsilon = float(str(config["layer_norm_eps"]))
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def model(self) -> onnx.ModelProto:
        """The whole encoder."""
        last = self._embeddings()
        for number in range(self._layers):
            last = self._layer(f"encoder.layer.{number}.", last)
        self._nodes.append(helper.make_node("ReduceMean", [last], ["vector"], axes=[1], keepdims=0))
        graph = helper.make_graph(
            self._nodes,
            "encoder",
            [helper.make_tensor_value_info("ids", TensorProto.INT32, [1, "length"])],
            [helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, self._width])],
            self._constants,
        )
        opsets = [helper.make_opsetid("", 13), helper.make_opsetid(_FUSED, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=8)

    def _embeddings(self) -> str:
        at = "embeddings."
        words = self._constant(f"{at}word_embeddings.weight")
        kind = self._weights[f"{at}token_type_embeddings.weight"][0]  # one sentence: always kind 0
        places = self._constant("places", self._weights[f"{at}position_embeddings.weight"] + kind)
        norm = [self._constant(f"{at}LayerNorm.{part}") for part in ("weight", "bias")]
        self._fused(
            "EmbedLayerNormalization", ["ids", "", words, places, "", *norm], ["embedded", "mask"]
        )
        return "embedded"

    def _layer(self, at: str, before: str) -> str:
        parts = [f"{at}attention.self.{part}" for part in ("query", "key", "value")]
        joined = np.concatenate([self._weights[f"{p}.weight"].T for p in parts], axis=1)
        biases = np.concatenate([self._weights[f"{p}.bias"] for p in parts])
        attended = self._fused(
            "Attention",
            [before, self._constant(f"{at}qkv", joined), self._constant(f"{at}qkv.bias", biases)],
            [f"{at}attended"],
            num_heads=self._heads,
        )
        middle = self._dense_and_norm(f"{at}attention.output.", attended, before)
        wide = self._product(f"{at}intermediate.dense", middle)
        bias = self._constant(f"{at}intermediate.dense.bias")
        wide = self._fused("BiasGelu", [wide, bias], [f"{at}wide"])
        return self._dense_and_norm(f"{at}output.", wide, middle)

    def _dense_and_norm(self, at: str, inner: str, skipped: str) -> str:
        product = self._product(f"{at}dense", inner)
        names = (f"{at}LayerNorm.weight", f"{at}LayerNorm.bias", f"{at}dense.bias")
        constants = [self._constant(name) for name in names]
        return self._fused(
            "SkipLayerNormalization", [product, skipped, *constants], [f"{at}normed"]
        )

    def _product(self, name: str, inner: str) -> str:
        weight = self._constant(f"{name}.transposed", self._weights[f"{name}.weight"].T)
        output = f"{name}.product"
        self._nodes.append(helper.make_node("MatMul", [inner, weight], [output], name=name))
        return output

    def _fused(self, kind: str, inputs: list[str], outputs: list[str], **attributes: int) -> str:
        if kind.endswith("Normalization"):
            attributes["epsilon"] = self._epsilon  # type: ignore[assignment]
        self._nodes.append(
            helper.make_node(
                kind, inputs, outputs, name=f"{kind}:{outputs[0]}", domain=_FUSED, **attributes
            )
        )
        return outputs[0]

    def _constant(self, name: str, value: np.ndarray | None = None) -> str:
        array = self._weights[name] if value is None else value
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name
