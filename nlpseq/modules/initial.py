"""How parameters start, told by their names and shapes."""

import torch
from torch import Tensor, nn


def initialise(model: nn.Module) -> None:
    """Set every parameter.

    | parameter | start |
    |---|---|
    | embedding tables | normal, deviation 1 / sqrt(width): tied logits start near unit scale |
    | recurrent matrices | orthogonal, gate by gate (Saxe et al. 2014) |
    | other matrices and kernels | uniform, Xavier (Glorot and Bengio 2010) |
    | gains of layer norms | one |
    | biases, CRF scores | zero |
    """
    for name, parameter in model.named_parameters():
        _initialise_parameter(name, parameter)


def _initialise_parameter(name: str, parameter: Tensor) -> None:
    with torch.no_grad():
        if "embedding" in name or ".tables." in name:
            nn.init.normal_(parameter, std=parameter.shape[1] ** -0.5)
        elif "weight_hh" in name:
            for gate in torch.split(parameter, parameter.shape[1]):
                nn.init.orthogonal_(gate)
        elif ".norms." in name and name.endswith("weight"):
            nn.init.ones_(parameter)
        elif parameter.dim() > 1 and "crf" not in name:
            nn.init.xavier_uniform_(parameter)
        else:
            nn.init.zeros_(parameter)
    if name.endswith("characters.embedding.weight"):
        with torch.no_grad():
            parameter[0].zero_()
