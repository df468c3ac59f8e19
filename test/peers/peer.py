"""Asks one peer for the PSI of every column of two Parquet files that it measures. Prints {"psi": {column: number or null}, "versions": {...}}."""

import json
import sys
import warnings

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")


def evidently(reference, current, kinds):
    from evidently import DataDefinition, Dataset, Report
    from evidently.metrics import ValueDrift

    definition = DataDefinition(
        numerical_columns=[name for name, kind in kinds.items() if kind == "numeric"],
        categorical_columns=[name for name, kind in kinds.items() if kind == "categorical"],
    )
    sides = [Dataset.from_pandas(side, data_definition=definition) for side in (current, reference)]
    found = {}
    for name in kinds:
        report = Report([ValueDrift(column=name, method="psi")])
        found[name] = json.loads(report.run(*sides).json())["metrics"][0]["value"]
    return found


def feature_engine(reference, current, kinds):
    from feature_engine.selection import DropHighPSIFeatures

    found = {}
    for name in kinds:
        columns = [side[[name]].replace([np.inf, -np.inf], np.nan).dropna().assign(side=at) for at, side in enumerate((reference, current))]
        both = pd.concat(columns, ignore_index=True)
        selector = DropHighPSIFeatures(split_col="side", cut_off=0, variables=[name])
        try:
            selector.fit(both.assign(**{"": 0.0}))
            found[name] = float(selector.psi_values_[name])
        except Exception as failure:
            found[name] = None
            print(f"{name}: {failure}", file=sys.stderr)
    return found


def scorecardpy(reference, current, kinds):
    import matplotlib

    matplotlib.use("Agg")
    from scorecardpy import perf_psi

    found = {}
    for name in kinds:
        score = {"expected": reference[[name]].reset_index(drop=True), "actual": current[[name]].reset_index(drop=True)}
        label = {side: pd.DataFrame({"y": np.zeros(len(rows))}) for side, rows in score.items()}
        found[name] = float(perf_psi(score=score, label=label, show_plot=False)["psi"]["PSI"].iloc[0])
    return found


def deepchecks(reference, current, kinds):
    from deepchecks.utils.distribution.drift import psi

    return {name: float(psi(reference[name].dropna().values, current[name].dropna().values)) for name in kinds}


peers = {"evidently": evidently, "feature_engine": feature_engine, "scorecardpy": scorecardpy, "deepchecks": deepchecks}

if __name__ == "__main__":
    peer, reference, current, kinds = sys.argv[1:]
    found = peers[peer](pd.read_parquet(reference), pd.read_parquet(current), json.loads(kinds))
    finite = {name: value if value is not None and np.isfinite(value) else None for name, value in found.items()}
    print(json.dumps({"psi": finite, "versions": {"numpy": np.__version__, "pandas": pd.__version__}}))
