"""How parameters start, told by the modules that they belong to."""

import torch
from torch import Tensor, nn

from nlpseq.modules.crf import LinearChainCRF


@torch.no_grad()
def initialise(model: nn.Module) -> None:
    """Set every parameter.

    | parameter | start |
    |---|---|
    | embedding tables | normal, deviation 1 / sqrt(width): tied logits start near unit scale |
    | recurrent matrices | orthogonal, gate by gate (Saxe et al. 2014) |
    | other matrices and kernels | uniform, Xavier (Glorot and Bengio 2010) |
    | gains of layer norms | one |
    | biases, CRF scores, rows of padding | zero |
    """
    for module in model.modules():
        for name, parameter in module.named_parameters(recurse=False):
            _initialise_parameter(module, name, parameter)


def _initialise_parameter(module: nn.Module, name: str, parameter: Tensor) -> None:
    if isinstance(module, nn.Embedding):
        nn.init.normal_(parameter, std=parameter.shape[1] ** -0.5)
        if module.padding_idx is not None:
            parameter[module.padding_idx].zero_()
    elif name.startswith("weight_hh"):
        for gate in torch.split(parameter, parameter.shape[1]):
            nn.init.orthogonal_(gate)
    elif isinstance(module, nn.LayerNorm) and name == "weight":
        nn.init.ones_(parameter)
    elif parameter.dim() > 1 and not isinstance(module, LinearChainCRF):
        nn.init.xavier_uniform_(parameter)
    else:
        nn.init.zeros_(parameter)
