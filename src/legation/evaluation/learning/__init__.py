"""Learning the judge from listed facts: what ``make judge`` runs. Needs scikit-learn (the ``dev`` extra); coding does not."""
