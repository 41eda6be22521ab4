"""Exports a torchxrayvision network as a ClinSeek model package.

  python3 export.py densenet densenet121-res224-all --out /models/densenet-all
  python3 export.py pspnet --out /models/pspnet

Runs only where torchxrayvision and its weights are; nothing of them is part of this project. Weights have licences and intended
uses of their own: read them, and write what you find into MODEL_CARD.md of the package. The program needs torch, onnx and numpy.
`self_test.py` exports networks of the same build with random weights and needs no torchxrayvision.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from package import export_classifier, export_segmentation


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("network", choices=["densenet", "pspnet"])
    options.add_argument("weights", nargs="?", default="densenet121-res224-all", help="for densenet: the name of its weights")
    options.add_argument("--out", type=Path, required=True, help="the package's folder")
    options.add_argument("--licence", default="LicenseRef-see-card", help="SPDX expression of the weights' licence")
    chosen = options.parse_args()

    import torchxrayvision as xrv

    if chosen.network == "densenet":
        network = xrv.models.DenseNet(weights=chosen.weights)
        thresholds = [] if network.op_threshs is None else network.op_threshs.tolist()
        # With thresholds set, the network bends its scores so that each threshold comes to lie at 0.5; the package wants them straight.
        network.op_threshs = None
        export_classifier(
            network, list(network.pathologies), thresholds, chosen.out, name=f"xrv-{chosen.weights}", version=xrv.__version__, licence=chosen.licence
        )
    else:
        network = xrv.baseline_models.chestx_det.PSPNet()
        export_segmentation(network, list(network.targets), chosen.out, name="xrv-pspnet", version=xrv.__version__, licence=chosen.licence)


if __name__ == "__main__":
    main()
