"""Opens HTML reports in headless Chromium as readers would, and says what is wrong with them.

usage: check_pages.py --screenshots DIR PAGE...

Each page is opened at 400 and 1,400 pixels, light and dark. It must load nothing from a network, write nothing to the console,
not scroll sideways, and have a table beside every chart. The answer is one JSON line for each view; exit code 1 if any fails.
"""

import argparse
import json
import os
import pathlib
import sys

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

MEASURE = """
const figures = [...document.querySelectorAll('figure')];
const seen = figures.filter(f => { const r = f.querySelector('svg').getBoundingClientRect(); return r.width > 50 && r.height > 10; });
return {
  width: document.documentElement.clientWidth, content: document.documentElement.scrollWidth,
  charts: figures.length, drawn: seen.length,
  tables: figures.filter(f => f.querySelectorAll('details table tbody tr').length > 0).length,
  named: figures.filter(f => (f.querySelector('svg[role=img]') || {getAttribute() {}}).getAttribute('aria-label')).length,
  requests: performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith('data:')),
  scripts: document.scripts.length,
  ink: getComputedStyle(document.body).color, paper: getComputedStyle(document.body).backgroundColor,
};
"""


def browser():
    options = Options()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=1"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)


def luminance(colour):
    red, green, blue = [float(part) for part in colour[colour.index("(") + 1:-1].split(",")[:3]]
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--screenshots", required=True)
    parser.add_argument("--charts", type=int, default=0, help="the fewest charts that a page must have")
    parser.add_argument("pages", nargs="+")
    arguments = parser.parse_args()
    os.makedirs(arguments.screenshots, exist_ok=True)
    driver = browser()
    failed = False
    try:
        for page in arguments.pages:
            for width in (400, 1400):
                for scheme in ("light", "dark"):
                    driver.execute_cdp_cmd(
                        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
                    driver.execute_cdp_cmd(
                        "Emulation.setDeviceMetricsOverride",
                        {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 800})
                    driver.get(pathlib.Path(page).absolute().as_uri())
                    view = driver.execute_script(MEASURE)
                    view["console"] = [entry["message"] for entry in driver.get_log("browser")]
                    name = f"{pathlib.Path(page).stem}-{width}-{scheme}.png"
                    driver.save_screenshot(os.path.join(arguments.screenshots, name))
                    wrong = []
                    if view["content"] > view["width"]:
                        wrong.append("it scrolls sideways")
                    if view["console"]:
                        wrong.append("it writes to the console")
                    if view["requests"] or view["scripts"]:
                        wrong.append("it loads something, or has a script")
                    if not view["charts"] == view["drawn"] == view["tables"] == view["named"]:
                        wrong.append("a chart is not drawn, or has no table, or no name")
                    if view["charts"] < arguments.charts:
                        wrong.append("charts are missing")
                    contrast = luminance(view["ink"]) - luminance(view["paper"])
                    if (contrast > 0.5) != (scheme == "dark") or abs(contrast) < 0.5:
                        wrong.append("its colours are not those of the scheme")
                    if os.path.getsize(page) > 2_000_000:
                        wrong.append("it is larger than 2 MB")
                    failed = failed or bool(wrong)
                    print(json.dumps({"page": page, "view": name, "wrong": wrong, **view}), flush=True)
    finally:
        driver.quit()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
