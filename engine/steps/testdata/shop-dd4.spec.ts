import { test, expect } from '@playwright/test'

// Made by playhead from a recording: the same steps, waiting for what happened then.
// BASE_URL in the environment says where the application runs.
const base = process.env.BASE_URL ?? 'http://127.0.0.1:45081'

// What the recording masks; the environment can say it.
const SHOW = process.env.SHOW ?? { index: 1 }
const NAME = process.env.NAME ?? 'masked'
const MAIL = process.env.MAIL ?? 'user@example.com'
const CARD_NUMBER = process.env.CARD_NUMBER ?? 'masked'
const NOTE = process.env.NOTE ?? 'masked'

test.use({ viewport: { width: 1280, height: 800 } })

test('shop-dd4', async ({ page }) => {
  const errors: string[] = []
  page.on('pageerror', (e) => errors.push(e.message))
  page.on('console', (m) => { if (m.type() === 'error') errors.push(m.text()) })

  await test.step('1. Open / in a viewport of 1280×800 px', async () => {
    await page.goto(base + '/')
  })

  await test.step('2. Choose something (masked) in drop-down “Show” on /', async () => {
    await page.getByRole('combobox', { name: 'Show', exact: true }).selectOption(SHOW)
  })

  await test.step('3. Click button “Add to cart” on /', async () => {
    await page.getByRole('article').filter({ hasText: 'Bora' }).getByRole('button', { name: 'Add to cart', exact: true }).click()
    await expect(page.getByText('Bora is in your cart').first()).toBeVisible()
  })

  await test.step('4. Click link “Eos” on /', async () => {
    await page.getByRole('link', { name: 'Eos', exact: true }).click()
    await expect(page).toHaveURL((url) => /^\/kettle\/eos$/.test(url.pathname))
  })

  await test.step('5. Click summary “Measures” on /kettle/eos', async () => {
    await page.getByText('Measures', { exact: true }).click()
  })

  await test.step('6. Click button “Add to cart” on /kettle/eos', async () => {
    await page.getByRole('button', { name: 'Add to cart', exact: true }).click()
    await expect(page.getByText('Eos is in your cart').first()).toBeVisible()
  })

  await test.step('7. Click link “Cart 2” on /kettle/eos', async () => {
    await page.getByRole('link', { name: 'Cart 2', exact: true }).click()
    await expect(page).toHaveURL((url) => /^\/cart$/.test(url.pathname))
  })

  await test.step('8. Click “Have a coupon?” on /cart (dead)', async () => {
    await page.getByText('Have a coupon?', { exact: true }).click()
  })

  await test.step('9. Click button “Check out” on /cart', async () => {
    await page.getByRole('button', { name: 'Check out', exact: true }).click()
    await expect(page).toHaveURL((url) => /^\/checkout$/.test(url.pathname))
  })

  await test.step('10. Enter something (masked) in field “Name” on /checkout', async () => {
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(NAME)
  })

  await test.step('11. Enter something (masked) in field “Mail” on /checkout', async () => {
    await page.getByRole('textbox', { name: 'Mail', exact: true }).fill(MAIL)
  })

  await test.step('12. Enter something (masked) in field “Card number” on /checkout', async () => {
    await page.getByRole('textbox', { name: 'Card number', exact: true }).fill(CARD_NUMBER)
  })

  await test.step('13. Click option “By bike, € 4.00” on /checkout', async () => {
    await page.getByRole('radio', { name: 'By bike, € 4.00', exact: true }).click()
  })

  await test.step('14. Enter something (masked) in field “Note” on /checkout', async () => {
    await page.getByRole('textbox', { name: 'Note', exact: true }).fill(NOTE)
  })

  await test.step('15. Click button “Pay now” on /checkout', async () => {
    await page.getByRole('button', { name: 'Pay now', exact: true }).click()
    await expect(page.getByText('Please accept the terms').first()).toBeVisible()
  })

  await test.step('16. Click checkbox “I have read the terms” on /checkout', async () => {
    await page.getByRole('checkbox', { name: 'I have read the terms', exact: true }).click()
  })

  await test.step('17. Click button “Pay now” on /checkout', async () => {
    await page.getByRole('button', { name: 'Pay now', exact: true }).click()
    await expect(page.getByRole('dialog', { name: 'Pay € 119.00?', exact: true })).toBeVisible()
  })

  await test.step('18. Click button “Yes, pay” on /checkout', async () => {
    const answer1 = page.waitForResponse((r) => r.request().method() === 'POST' && /^\/api\/pay$/.test(new URL(r.url()).pathname))
    await page.getByRole('button', { name: 'Yes, pay', exact: true }).click()
    expect((await answer1).status()).toBe(500)
    await expect(page.getByRole('dialog', { name: 'Pay € 119.00?', exact: true })).toBeHidden()
    await expect.poll(() => errors.join('\n')).toContain('payment refused 500 card declined')
    await expect.poll(() => errors.join('\n')).toContain('Cannot read properties of undefined (reading \'total\')')
    await expect(page.getByText('Payment failed. Try again.').first()).toBeVisible()
  })

  await test.step('19. Click button “Pay now” on /checkout (rage ×5, each time closing the dialog with Escape)', async () => {
    for (let i = 0; i < 5; i++) {
      await page.getByRole('button', { name: 'Pay now', exact: true }).click()
      await expect(page.getByRole('dialog', { name: 'Pay € 119.00?', exact: true })).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog', { name: 'Pay € 119.00?', exact: true })).toBeHidden()
    }
  })

  await test.step('20. Click link “Orders” on /checkout', async () => {
    await page.getByRole('link', { name: 'Orders', exact: true }).click()
    await expect(page).toHaveURL((url) => /^\/orders$/.test(url.pathname))
  })

  await test.step('How it ended', async () => {
    await expect(page).toHaveURL((url) => /^\/orders$/.test(url.pathname))
    await expect(page.getByRole('heading', { name: 'Orders', exact: true }).first()).toBeVisible()
    expect(errors.join('\n')).toContain('payment refused 500 card declined')
    expect(errors.join('\n')).toContain('Cannot read properties of undefined (reading \'total\')')
  })
})
