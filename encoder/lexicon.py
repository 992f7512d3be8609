"""What the labels of the training sets say, as tags, and the phrases that say a set of tags.

A tag is one fact an image can have ("chest", "xray", "pneumonia"). Of every kind of image, KINDS names the tags
that are true and the ones nobody labelled; every other tag is false.
"""

from __future__ import annotations

SHAPES = {
    "Burr_cell": ("burr", "burr cell; burr cells; burr; echinocyte; echinocytes"),
    "Elliptocyte": ("elliptocyte", "elliptocyte; elliptocytes; elliptical red cell"),
    "Hypochromia": ("hypochromia", "hypochromia; hypochromic; hypochromic red cell; hypochromic red blood cells"),
    "Macrocyte": ("macrocyte", "macrocyte; macrocytes; macrocytic red cell; large red cell"),
    "Microcyte": ("microcyte", "microcyte; microcytes; microcytic red cell; small red cell"),
    "Normal_cell": ("normocyte", "normal cell; normal red cell; normal red blood cell; healthy red cell; normocyte; "
                    "normocytes; normal RBC; normal erythrocyte; healthy red blood cells"),
    "Ovalocyte": ("ovalocyte", "ovalocyte; ovalocytes; oval red cell; oval red blood cell"),
    "Schistocyte": ("schistocyte", "schistocyte; schistocytes; fragmented red cell; red cell fragment; fragment"),
    "Spherocyte": ("spherocyte", "spherocyte; spherocytes; spherical red cell; round red cell"),
    "Stomatocyte": ("stomatocyte", "stomatocyte; stomatocytes; mouth shaped red cell"),
    "Target_cell": ("target", "target cell; target cells; codocyte; codocytes; target red cell"),
    "Teardrop": ("teardrop", "teardrop; teardrop cell; teardrop cells; teardrops; dacrocyte; dacrocytes; tear drop"),
}  # fmt: skip

DISEASES = {
    "HE": ("elliptocytosis", "hereditary elliptocytosis; elliptocytosis; HE"),
    "HS": ("spherocytosis", "hereditary spherocytosis; spherocytosis; HS"),
    "Iron deficiency anemia": ("iron", "iron deficiency anemia; iron deficiency anaemia; iron deficiency; IDA"),
    "Megaloblastic anemia": ("megaloblastic", "megaloblastic anemia; megaloblastic anaemia; megaloblastic"),
    "Thalassemia": ("thalassemia", "thalassemia; thalassaemia; thalassemic"),
}

# (rank in the base order, tags, phrases). Ranks: 0 modality, 1 part or subject, 2 view, 3 age, 4 condition.
PHRASES: tuple[tuple[int, str, str], ...] = (
    (0, "xray", "x-ray; xray; x-rays; xrays; radiograph; radiographs; radiography; plain film; plain radiograph; "
     "x-ray film"),
    (0, "ct", "CT; computed tomography; CT scan; CT slice; CT scans; computed tomography scan; CAT scan; tomography"),
    (0, "mri", "MRI; MR; magnetic resonance; magnetic resonance imaging; MRI scan; MR scan; MRI slice; MRIs"),
    (0, "scan", "scan; scans; slice"),
    (0, "microscopy", "microscopy; micrograph; microscope; microscopic; microscopy micrograph"),
    (0, "microscopy light", "light microscopy; light microscope; light micrograph"),
    (0, "microscopy light smear", "blood smear; smear; blood film; peripheral blood smear; blood smears; "
     "smear microscopy; blood"),
    (0, "microscopy nuclei fluorescence", "fluorescence microscopy; fluorescence; fluorescent; "
     "fluorescence micrograph"),
    (0, "microscopy nuclei light histology", "histology; stained histology; histopathology; stained tissue; "
     "tissue section; pathology; tissue; hematoxylin eosin; haematoxylin and eosin"),
    (0, "microscopy nuclei light brightfield", "brightfield; bright field; brightfield microscopy; brightfield gray; "
     "brightfield grey; gray; grey"),
    (0, "chest xray", "chest x-ray; chest xray; CXR; chest radiograph; chest film; lung x-ray; thorax x-ray; CXRs; "
     "chest x-rays; chest radiographs; thoracic radiograph; lung radiograph; chest plain film"),
    (0, "chest ct", "chest CT; CT chest; CT thorax; lung CT; CT of the lungs; chest computed tomography; ChestCT"),
    (0, "abdomen ct", "abdomen CT; abdominal CT; CT abdomen; AbdomenCT; abdominal computed tomography; "
     "CT of the belly"),
    (0, "head ct", "head CT; HeadCT; CT head; brain CT; CT brain; cranial CT; head computed tomography; skull CT"),
    (0, "breast mri", "breast MRI; BreastMRI; MRI breast; breast MR; breast magnetic resonance"),
    (0, "hand xray", "hand x-ray; hand radiograph; x-ray of the hand; hand xray; hand film; hand x-rays; "
     "hand radiographs; wrist x-ray"),
    (1, "chest", "chest; lungs; lung; thorax; thoracic; chests"),
    (1, "abdomen", "abdomen; abdominal; belly; abdomens"),
    (1, "head", "head; brain; skull; cranial; cranium; heads"),
    (1, "breast", "breast; breasts; mammary"),
    (1, "hand", "hand; hands; fingers; wrist; hand and wrist"),
    (1, "bone", "bone; bones; skeleton"),
    (1, "bloodcell", "blood cell; blood cells"),
    (1, "rbc bloodcell", "red blood cell; red blood cells; RBC; RBCs; erythrocyte; erythrocytes; red cell; red cells"),
    (1, "wbc bloodcell", "white blood cell; white blood cells; WBC; WBCs; leukocyte; leukocytes; leucocyte; "
     "leucocytes; white cell; white cells"),
    (1, "platelet bloodcell", "platelet; platelets; thrombocyte; thrombocytes; blood platelet; blood platelets"),
    (1, "nuclei", "nuclei; nucleus; cell nuclei; cell nucleus; nuclear"),
    (1, "field", "field; fields; smear field; field of red cells; whole field"),
    (2, "chest xray frontal", "frontal; anteroposterior; posteroanterior; AP; PA; frontal view; AP view; PA view"),
    (2, "axial", "axial; transverse; axial view; axial slice; transverse slice"),
    (3, "child", "child; children; pediatric; paediatric; infant; kid; young child; pediatric patient"),
    (3, "adult", "adult; adults; adult patient; grown up"),
    (4, "normal", "normal; healthy; normal appearance; unremarkable; NORMAL"),
    (4, "abnormal", "abnormal; diseased; abnormality; disease; sick"),
    (4, "normal chest", "no finding; no findings; without finding; without findings; No_findings; no pneumonia; "
     "without pneumonia; healthy lungs; clear lungs; normal lungs; normal chest; healthy chest; no disease; "
     "without disease; no abnormality; absence of pneumonia; pneumonia absent; no evidence of pneumonia; "
     "not pneumonia; negative for pneumonia; negative"),
    (4, "pneumonia chest abnormal", "pneumonia; PNEUMONIA; lung infection; pneumonia infection; pneumonias; "
     "infected lungs; lungs with pneumonia; chest infection; infection; pneumonic; "
     "presence of pneumonia; evidence of pneumonia; positive for pneumonia; pneumonia present"),
    (4, "bacteria pneumonia chest abnormal", "bacterial pneumonia; pneumonia bacteria; bacteria; bacterial; "
     "bacterial infection"),
    (4, "virus pneumonia chest abnormal", "viral pneumonia; pneumonia virus; virus; viral; viral infection"),
    (4, "anemia abnormal", "anemia; anaemia; anemic; anaemic"),
    *((4, f"{tag} rbc bloodcell", phrases) for tag, phrases in SHAPES.values()),
    *((4, f"{tag} abnormal field", phrases) for tag, phrases in DISEASES.values()),
)  # fmt: skip

SMEAR = "microscopy light smear"
CHEST_UNKNOWN = "normal abnormal child adult pneumonia bacteria virus bone scan"
PART_UNKNOWN = "normal abnormal child adult bone"
ALL_SHAPES = " ".join(tag for tag, _ in SHAPES.values())
ALL_DISEASES = "anemia " + " ".join(tag for tag, _ in DISEASES.values())
CELL_UNKNOWN = f"normal abnormal child adult {ALL_DISEASES}"
CXR = "xray chest frontal"

# (set, label, sublabel) -> (true tags, unlabelled tags).
KINDS: dict[tuple[str, str, str], tuple[str, str]] = {
    ("mednist", "AbdomenCT", ""): ("ct scan abdomen axial", PART_UNKNOWN),
    ("mednist", "BreastMRI", ""): ("mri scan breast axial", PART_UNKNOWN + " chest"),
    ("mednist", "CXR", ""): (CXR, CHEST_UNKNOWN),
    ("mednist", "ChestCT", ""): ("ct scan chest axial", CHEST_UNKNOWN),
    ("mednist", "Hand", ""): ("xray hand bone", PART_UNKNOWN + " scan"),
    ("mednist", "HeadCT", ""): ("ct scan head axial", PART_UNKNOWN),
    ("bccd-blood", "RBC", ""): (f"{SMEAR} rbc bloodcell", f"{CELL_UNKNOWN} {ALL_SHAPES}"),
    ("bccd-blood", "WBC", ""): (f"{SMEAR} wbc bloodcell", f"{CELL_UNKNOWN} nuclei"),
    ("bccd-blood", "Platelets", ""): (f"{SMEAR} platelet bloodcell", CELL_UNKNOWN),
    ("dsb2018-nuclei", "fluorescence", ""): ("microscopy nuclei fluorescence", "normal abnormal field"),
    ("dsb2018-nuclei", "stained_histology", ""): ("microscopy nuclei light histology", "normal abnormal field"),
    ("dsb2018-nuclei", "brightfield_gray", ""): ("microscopy nuclei light brightfield", "normal abnormal field"),
    ("kermany-cxr", "NORMAL", ""): (f"{CXR} child normal", "bone scan"),
    ("kermany-cxr", "PNEUMONIA", "bacteria"): (f"{CXR} child abnormal pneumonia bacteria", "bone scan"),
    ("kermany-cxr", "PNEUMONIA", "virus"): (f"{CXR} child abnormal pneumonia virus", "bone scan"),
    ("nih-cxr-sample", "No_findings", ""): (f"{CXR} adult normal", "bone scan"),
    ("nih-cxr-sample", "Pneumonia", ""): (f"{CXR} adult abnormal pneumonia", "bacteria virus bone scan"),
    **{
        ("chula-rbc", label, ""): (
            f"{SMEAR} rbc bloodcell {tag} {'normal' if label == 'Normal_cell' else 'abnormal'}",
            f"child adult {ALL_DISEASES}",
        )
        for label, (tag, _) in SHAPES.items()
    },
    **{
        ("chula-rbc", f"disease:{label}", ""): (
            f"{SMEAR} field abnormal {tag} {'' if label in ('HE', 'HS') else 'anemia'}",
            f"child adult rbc bloodcell wbc platelet {ALL_SHAPES} {'anemia' if label in ('HE', 'HS') else ''}",
        )
        for label, (tag, _) in DISEASES.items()
    },
}
