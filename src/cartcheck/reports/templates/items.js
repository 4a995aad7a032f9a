
// pytest-html opens a row on a click whose target is the cell itself, and draws the whole table anew. A button in the
// cell makes the same work with a keyboard; this passes its click on and gives the focus back.
document.addEventListener('click', (event) => {
    const head = event.target.closest('th button')
    if (head) setTimeout(() => head.focus())
    const button = event.target.closest('button.toggle')
    if (!button) return
    event.stopPropagation()
    const { id } = button.closest('tr').dataset
    button.parentElement.click()
    document.querySelector(`tr[data-id="${id}"] button.toggle`)?.focus()
}, true)

const describe = () => {
    document.querySelectorAll('button.toggle').forEach((button) => {
        const shut = button.closest('td').classList.contains('collapsed')
        button.setAttribute('aria-expanded', String(!shut))
    })
    document.querySelectorAll('th.sortable').forEach((head) => {
        const { classList } = head
        head.ariaSort = classList.contains('asc') ? 'ascending' : classList.contains('desc') ? 'descending' : 'none'
    })
}
new MutationObserver(describe).observe(document.querySelector('main'), { childList: true })
describe()
